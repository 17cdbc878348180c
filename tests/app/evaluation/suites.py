"""A small suite about the made-up library, for tests."""

HOSTILE = "<img src=x onerror=alert(1)> :red[x] $y$"
SUITE = f"""suite: made-up
pairs:
  - id: right-1
    kind: rating
    turns: ["What was Westmere rated for staffing?"]
    needs: [westmere-2024-10]
    facts: [{{subject: Westmere, standard: staffing, measure: rating, value: Inadequate}}]
  - id: wrong-1
    kind: rating
    turns: ["What was Westmere rated for services?"]
    needs: [westmere-2024-10]
    facts: [{{subject: Westmere, standard: services, measure: rating, value: Outstanding}}]
    note: "{HOSTILE}"
  - id: lacking-1
    kind: list
    turns: ["What are the strengths of Nowhere?"]
    needs: [nowhere-2020-01]
    must: [strength]
"""
