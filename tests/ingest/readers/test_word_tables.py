"""Tables of Word documents, and ratings that are drawn as colours."""

import pytest


def tbl(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def tc(words="", properties="", inner=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or p(words)}</w:tc>"


def p(words, more=""):
    return f'<w:p>{more}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def shaded(colour):
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def oval(colour, inside="", side=115200):
    fill = f"<a:solidFill>{colour}</a:solidFill>"
    box = f"<wps:txbx><w:txbxContent>{p(inside)}</w:txbxContent></wps:txbx>" if inside else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:docPr id="1" name="Oval"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr>'
        f'<a:xfrm><a:ext cx="{side}" cy="{side}"/></a:xfrm>{fill}</wps:spPr>{box}</wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent></w:r>"
    )


def rgb(colour):
    return f'<a:srgbClr val="{colour}"/>'


def drawn(colour):
    return f"<w:p>{oval(rgb(colour))}</w:p>"


GREEN, RED = "00703C", "D4351C"


def test_words_of_a_wide_cell_stand_in_its_first_column(read_docx):
    wide = tc("Ratings", '<w:gridSpan w:val="2"/>')
    table = tbl([tc("Place"), wide], [tc("Oakham"), tc("1"), tc("2")], [tc("Ely"), tc("3"), tc()])
    assert read_docx(table) == ["Place\tRatings\t\nOakham\t1\t2\nEly\t3\t"]


def test_short_words_of_a_cell_over_several_rows_stand_in_each(read_docx):
    first, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        [tc("Region"), tc("Place"), tc("Score")],
        [tc("East", first), tc("Oakham"), tc("3")],
        [tc("", on), tc("Ely"), tc("4")],
    )
    assert read_docx(table) == ["Region\tPlace\tScore\nEast\tOakham\t3\nEast\tEly\t4"]


def test_columns_that_a_row_leaves_out_are_empty(read_docx):
    late = "<w:trPr><w:gridBefore w:val='1'/></w:trPr>"
    assert read_docx(tbl([tc("a"), tc("b")], [late, tc("c")])) == ["a\tb\n\tc"]


def test_table_of_one_cell_and_one_with_lists_are_laid_out_words(read_docx):
    listed = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/></w:style>'
    )
    assert read_docx(tbl([tc("A box of words.")])) == ["A box of words."]
    good = tc(inner=p("plans", listed) + p("words", listed))
    bad = tc(inner=p("gaps", listed) + p("delays", listed))
    table = tbl([tc("Strengths"), tc("Weaknesses")], [good, bad])
    assert read_docx(table, styles=styles) == [
        "Strengths",
        "- plans",
        "- words",
        "Weaknesses",
        "- gaps",
        "- delays",
    ]


def test_table_inside_a_table_is_a_table(read_docx):
    inner = tbl([tc("a"), tc("b")], [tc("c"), tc("d")])
    outer = tbl([tc("Beside."), tc(inner=inner + p(""))])
    assert read_docx(outer) == ["Beside.", "a\tb\nc\td"]


def test_tables_apart_are_two_and_a_line_with_tabs_is_a_row(read_docx):
    table = tbl([tc("a"), tc("b")])
    tabbed = "<w:p><w:r><w:t>Overall</w:t><w:tab/><w:t>Good</w:t></w:r></w:p>"
    assert read_docx(table + p("") + table) == ["a\tb", "a\tb"]
    assert read_docx(table + tbl([tc("c"), tc("d")])) == ["a\tb\nc\td"]
    assert read_docx(p("Ratings") + tabbed) == ["Ratings", "Overall\tGood"]


def test_ovals_are_read_by_the_palette_and_unknown_colours_are_not(read_docx):
    table = tbl([tc("Oakham"), tc(inner=drawn(GREEN))], [tc("Ely"), tc(inner=drawn("123456"))])
    assert read_docx(table) == ["Oakham\t![](rating:Good)\nEly\t![](rating:)"]


def test_legend_of_shaded_cells_explains_shaded_cells(read_docx):
    legend = tbl([tc("", shaded("8800AA")), tc("Good"), tc("", shaded("00AAAA")), tc("Inadequate")])
    table = tbl(
        [tc("Place", shaded("EEEEEE")), tc("Staff", shaded("EEEEEE")), tc("", shaded("EEEEEE"))],
        [tc("Oakham"), tc("", shaded("8800AA")), tc("")],
        [tc("Ely"), tc("", shaded("00AAAA")), tc("", "<w:shd w:fill='auto'/>")],
    )
    assert read_docx(legend + p("") + table)[1] == (
        "Place\tStaff\t\nOakham\t![](rating:Good)\t\nEly\t![](rating:Inadequate)\t"
    )


def test_rating_inside_a_shape_is_its_word_and_explains_the_colour(read_docx):
    badge = f"<w:p>{oval(rgb('8800AA'), inside='Good', side=900000)}</w:p>"
    table = tbl([tc("Oakham"), tc(inner=badge)], [tc("Ely"), tc(inner=drawn("8800AA"))])
    assert read_docx(table) == ["Oakham\tGood\nEly\t![](rating:Good)"]


def test_colours_of_the_theme_are_looked_up(read_docx):
    theme = (
        "<a:themeElements><a:clrScheme><a:accent6>"
        f"{rgb(GREEN)}</a:accent6></a:clrScheme></a:themeElements>"
    )
    named = oval('<a:schemeClr val="accent6"/>')
    cell = tc(inner=f"<w:p>{named}</w:p>")
    assert read_docx(tbl([tc("Oakham"), cell]), theme=theme) == ["Oakham\t![](rating:Good)"]
    assert read_docx(tbl([tc("Oakham"), cell])) == ["Oakham"]


def test_old_drawings_are_read_like_new_ones(read_docx):
    shape = '<v:oval style="width:9pt;height:9pt" fillcolor="#d4351c [3205]"/>'
    cell = tc(inner=f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")
    assert read_docx(tbl([tc("Oakham"), cell])) == ["Oakham\t![](rating:Inadequate)"]


def test_coloured_sign_is_a_drawn_rating_and_a_coloured_bullet_is_not(read_docx):
    dot = f'<w:r><w:rPr><w:color w:val="{RED}"/></w:rPr><w:t>{{}}</w:t></w:r>'
    table = tbl([tc("Oakham"), tc(inner=f"<w:p>{dot.format('●')}</w:p>")])
    assert read_docx(table) == ["Oakham\t![](rating:Inadequate)"]
    bullet = f"<w:p>{dot.format('•')}<w:r><w:t xml:space='preserve'> an item</w:t></w:r></w:p>"
    assert read_docx(bullet) == ["- an item"]


def test_legend_of_coloured_signs_explains_them(read_docx):
    dot = '<w:r><w:rPr><w:color w:val="{}"/></w:rPr><w:t>●</w:t></w:r>'
    words = "<w:r><w:t xml:space='preserve'> {}  </w:t></w:r>"
    legend = dot.format("8800AA") + words.format("Good")
    legend += dot.format("00AAAA") + words.format("Inadequate")
    rows = [[tc(name), tc(inner=f"<w:p>{dot.format(colour)}</w:p>")]
            for name, colour in (("Oakham", "8800AA"), ("Ely", "00AAAA"))]  # fmt: skip
    assert read_docx(f"<w:p>{legend}</w:p>{tbl(*rows)}")[1] == (
        "Oakham\t![](rating:Good)\nEly\t![](rating:Inadequate)"
    )


@pytest.mark.parametrize("side", [3_000_000, 10_000_000])
def test_large_shape_is_decoration(read_docx, side):
    assert read_docx(f"<w:p>{oval(rgb(GREEN), side=side)}</w:p>{p('Words.')}") == ["Words."]


def test_description_of_a_picture_that_is_a_rating_is_read(read_docx):
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Rating: Good"/><a:graphic>'
        '<a:graphicData uri="x"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/'
        '2006/picture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    assert read_docx(tbl([tc("Oakham"), tc(inner=f"<w:p>{picture}</w:p>")])) == ["Oakham\tGood"]
