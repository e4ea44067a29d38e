"""The documents of the golden files. Words, organs and places are invented: the city of 云州 does not exist."""

from io import BytesIO

from docx.shared import Pt

from tests.submissions.word.drawing import Paper, blip, drawing, field, picture, run


def notice():
    """A notice with its red head, two levels of headings by font, an annex and the imprint as a table."""
    paper = Paper()
    paper.line("000012", font="黑体")
    paper.line("特急", font="黑体")
    paper.line("云州市人民政府办公室文件", align="center", size=40, font="方正小标宋简体", red=True)
    paper.line("云政办发〔２０２６〕１４号", align="center")
    paper.title("云州市人民政府办公室", "关于做好2026年防汛工作的通知")
    paper.line()
    paper.line("各县（区）人民政府，市政府各部门、各直属机构：")
    paper.line("　　今年主汛期预计提前，为确保人民群众生命财产安全，现将有关事项通知如下：")
    paper.line("　　一、压实防汛责任", font="黑体")
    line = paper.line("　　（一）落实包保制度。", font="楷体_GB2312")
    paper.words(line, "各县（区）要于5月20日前公布责任人名单。")
    line = paper.line("　　")
    paper.words(line, "（二）加强值班值守。", bold=True)
    paper.words(line, "汛期实行24小时值班。")
    paper.line("　　二、强化应急准备", font="黑体")
    paper.line("　　物资储备于5月底前到位。")
    paper.line()
    paper.line("　　附件：防汛物资储备标准")
    paper.line()
    paper.signed("云州市人民政府办公室", "2026年4月28日")
    paper.line("　　（此件公开发布）")
    table = paper.document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "抄送：市委办公室，市人大常委会办公室。"
    table.cell(1, 0).text, table.cell(1, 1).text = "云州市人民政府办公室", "2026年4月29日印发"
    return paper.content


def policy():
    """Measures in chapters, sections and articles: their numbers in 黑体, adopted on a day given below the title."""
    paper = Paper()
    paper.title("云州市公共停车场管理办法")
    paper.line("（2026年3月12日）", align="center")
    paper.line("第一章　总　则", align="center", font="黑体")
    for name, text in (("第一条", "为规范公共停车场管理，制定本办法。"),
                       ("第二条", "本市市区内的公共停车场适用本办法。")):
        line = paper.line("　　")
        paper.words(line, name, font="黑体")
        paper.words(line, f"　{text}")
    paper.line("第二章　建设与收费", align="center", font="黑体")
    paper.line("第一节　建设", align="center", font="楷体_GB2312")
    line = paper.line("　　")
    paper.words(line, "第三条", font="黑体")
    paper.words(line, "　新建停车场应当符合下列条件：")
    paper.line("　　（一）车位不少于50个；")
    paper.line("　　（二）配建充电设施。")
    paper.line("第二节　收费", align="center", font="楷体_GB2312")
    line = paper.line("　　")
    paper.words(line, "第四条", font="黑体")
    paper.words(line, "　前30分钟免费。")
    return paper.content


def news():
    """News with pictures: one with a caption, one without, one floating beside its paragraph, one used twice."""
    paper = Paper()
    paper.line("云州市第三座跨江大桥通车", size=22, bold=True)
    paper.line("——两岸通行时间缩短至8分钟", align="center")
    paper.line("来源：云州日报　　作者：林一帆")
    paper.line("　　6月1日上午，云州市望江大桥正式通车。")
    for colour, words in (((20, 90, 160), "大桥全景，桥上车辆有序通行"), ((160, 60, 20), "IMG_2041.jpg")):
        relation, _ = paper.document.part.get_or_add_image(BytesIO(picture(colour=colour)))
        paper.raw(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{drawing(blip("embed", relation), words)}</w:p>')
        if colour[0] == 20:
            paper.line("图为通车后的望江大桥。通讯员供图", align="center", size=10.5)
    relation, _ = paper.document.part.get_or_add_image(BytesIO(picture("JPEG", (30, 120, 40))))
    paper.p(run("　　大桥全长1.2公里，") + drawing(blip("embed", relation), "施工现场", "anchor") + run("双向六车道。"))
    relation, _ = paper.document.part.get_or_add_image(BytesIO(picture()))
    paper.p(drawing(blip("embed", relation, '<a:srcRect l="20000"/>'), "大桥局部"))
    emf = paper.add_part("media/image9.emf", "image", "image/x-emf", b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60))
    paper.p(drawing(blip("embed", emf), "示意图"))
    broken = paper.add_part("media/image8.png", "image", "image/png", picture()[:60])
    paper.p(drawing(blip("embed", broken), "坏图"))
    paper.line("　　市民可于即日起步行上桥参观。")
    return paper.content


def merged_table():
    """A table with a caption, a header of two rows, cells merged both ways; and a frame of one cell."""
    paper = Paper()
    paper.title("云州市2026年困难群众救助标准")
    paper.line("表1　救助标准", align="center")
    table = paper.document.add_table(4, 4)
    for row, texts in enumerate((("类别", "标准（元/月）", None, "备注"), (None, "城镇", "农村", None),
                                 ("最低生活保障", "720", "560", "按季\n发放"), ("特困供养", "1080", None, ""))):
        for column, text in enumerate(texts):
            if text is not None:
                paragraph = table.cell(row, column).paragraphs[0]
                paper.words(paragraph, text, bold=row < 2 or None)
                paragraph.alignment = 1
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 3).merge(table.cell(1, 3))
    table.cell(3, 1).merge(table.cell(3, 2))
    paper.line()
    paper.table([["提示：标准自2026年7月1日起执行。"]])
    return paper.content


def nested_table():
    """A table in a table, one of one cell in that, and a table without any word."""
    paper = Paper()
    paper.title("窗口服务时间安排")
    outer = paper.table([["窗口", "时间"], ["社保", ""]], header=True)
    inner = outer.cell(1, 1).add_table(2, 2)
    for at, text in enumerate(("上午", "9:00—12:00", "下午", "13:30—17:00")):
        inner.cell(at // 2, at % 2).text = text
    inner.cell(1, 1).add_table(1, 1).cell(0, 0).text = "周五下午学习"
    paper.table([["", ""], ["", ""]])
    paper.line("　　节假日另行通知。")
    return paper.content


def text_boxes():
    """A text box stored twice, as Word does; one in another; a line that is only drawn."""
    paper = Paper()
    paper.title("云州市政务服务指南")

    def box(inside):
        return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
                f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
                f"</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
                f"<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r>")

    paper.p(run("　　办理地点在市民之家一楼。") + box(f"<w:p>{run('温馨提示')}</w:p><w:p>{run('请携带身份证')}</w:p>"))
    paper.p(run("　　咨询电话见下。") + box(f"<w:p>{run('外框')}{box('<w:p>' + run('内框') + '</w:p>')}</w:p>"))
    paper.p(f'<w:r><w:pict><v:line/></w:pict></w:r>{run("　　欢迎监督。")}')
    return paper.content


def revisions():
    """Tracked changes: words, a moved sentence, the end of a paragraph, a table row; and words struck out by hand."""
    paper = Paper()
    paper.title("关于调整公交线路的公告")
    paper.p(run("　　自5月") + f'<w:ins w:id="1" w:author="甲">{run("10")}</w:ins>'
            + '<w:del w:id="2" w:author="甲"><w:r><w:delText>8</w:delText></w:r></w:del>'
            + run("日起，12路延长至云州东站。"))
    paper.p('<w:moveFrom w:id="3" w:author="甲">' + run("票价不变。") + "</w:moveFrom>" + run("　　首班车6:00。"))
    paper.p('<w:moveTo w:id="4" w:author="甲">' + run("　　票价不变。") + "</w:moveTo>")
    paper.raw('<w:p><w:pPr><w:rPr><w:del w:id="5" w:author="甲"/></w:rPr></w:pPr>' + run("　　末班车") + "</w:p>"
              + f"<w:p>{run('22:00。')}</w:p>")
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    paper.raw("<w:tbl>" + row.format("", run("线路"), run("间隔"))
              + row.format('<w:trPr><w:del w:id="6" w:author="甲"/></w:trPr>', run("旧线"), run("20分钟"))
              + row.format("", run("12路"), run("8分钟")) + "</w:tbl>")
    paper.p(run("　　咨询电话：") + run("0000-1234", "<w:strike/>") + run("0000-5678。"))
    return paper.content


def hidden():
    """Words hidden directly, by a style of words, and by the style of a paragraph; one style turned off again."""
    paper = Paper()
    secret = paper.document.styles.add_style("暗记", 2)
    secret.font.hidden = True
    aside = paper.document.styles.add_style("内部说明", 1)
    aside.font.hidden = True
    paper.title("云州市河道保洁工作方案")
    paper.p(run("　　河道保洁每日两次") + run("（内部：预算未批）", "<w:vanish/>") + run("。"))
    line = paper.line("　　责任单位为市水务局")
    line.add_run("经办人手机见台账").style = secret
    line.add_run("。")
    paper.line("此段仅供审核", style=aside)
    paper.p('<w:pPr><w:pStyle w:val="内部说明"/></w:pPr>' + run("　　按月通报结果。", '<w:vanish w:val="0"/>'))
    return paper.content


def footnotes():
    """Footnotes and an endnote with emphasis and a link; one reference leads nowhere."""
    paper = Paper()
    paper.title("云州市2025年经济运行情况")

    def note(kind, number):
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'

    paper.p(run("　　全年地区生产总值") + run("986.4", "<w:b/>") + run("亿元") + note("footnote", 2) + run("，增长6.1%")
            + note("footnote", 3) + note("footnote", 9) + note("footnote", 0) + run("。空气优良天数")
            + note("endnote", 2) + run("增加12天，PM")
            + run("2.5", '<w:vertAlign w:val="subscript"/>') + run("下降。"))

    def body(kind, number, inside):
        return (f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{inside}</w:p></w:{kind}>')

    line = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    paper.add_story("footnotes", line
                    + body("footnote", 2, run(" 按当年价格计算，为") + run("初步核算数", "<w:b/>") + run("。"))
                    + body("footnote", 3, run(" 按不变价格计算。") + "</w:p><w:p>" + run("与上年同口径比较。")))
    paper.add_story("endnotes", body("endnote", 2, run(" 数据来自市生态环境局。")))
    return paper.content


def numbering():
    """Automatic numbers: 一、 with (一) below it, lists that begin anew, a bullet, and 第一条 by itself."""
    paper = Paper()
    paper.title("云州市安全生产大检查方案")
    paper.number(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    paper.numbered("总体要求", font="黑体")
    paper.numbered("坚持问题导向", 1, bold=True)
    paper.numbered("全面排查；", 2)
    paper.numbered("立行立改。", 2)
    paper.numbered("坚持统筹推进。各单位要密切配合，形成合力，并于每月底前报送进展。", 1)
    paper.numbered("工作步骤", font="黑体")
    paper.numbered("动员部署", 1, bold=True)
    paper.numbered("制定方案。", 2)
    paper.number(("japaneseCounting", "第%1条"), ("bullet", "\uf0b7"), key="78")
    paper.numbered("检查实行清单管理。", key="78")
    paper.numbered("清单逐项销号", 1, key="78")
    paper.numbered("销号须经复核", 1, key="78")
    paper.numbered("结果向社会公开。", key="78")
    return paper.content


def comments():
    """Comments beside words, and of a paragraph."""
    paper = Paper()
    paper.title("云州市夜间照明提升计划")
    paragraph = paper.line("　　更换路灯")
    run_ = paragraph.add_run("3200盏")
    paper.document.add_comment(run_, text="数字请再核实", author="审核人", initials="审")
    paragraph.add_run("，10月底前完成。")
    paper.document.add_comment(paragraph.runs, text="建议删", author="审核人")
    return paper.content


def links():
    """Links by relation and by field; to a script, a local file, a place in the text; and a picture only linked to."""
    paper = Paper()
    paper.title("云州市人才公寓申请须知")

    def link(address, text):
        return f'<w:hyperlink r:id="{paper.relate(address)}">{run(text)}</w:hyperlink>'

    paper.p(run("　　请登录") + link("https://rc.yunzhou.example/apply?a=1&b=2", "申请平台") + run("，或阅读")
            + field(' HYPERLINK "https://rc.yunzhou.example/guide" ', run("办事") + run("指南", "<w:b/>")) + run("。"))
    paper.p(run("　　") + link("javascript:alert(1)", "在线咨询") + run("、")
            + link("file:///D:/材料/表.docx", "申请表")
            + run("、") + f'<w:hyperlink w:anchor="a1">{run("本页说明")}</w:hyperlink>'
            + field(" HYPERLINK \\l a2 ", run("、第二节")) + run("。"))
    paper.p(drawing(blip("link", paper.relate("https://pic.yunzhou.example/1.png", "image")), "公寓外景"))
    paper.p(run("　　邮箱：") + link("mailto:rc@yunzhou.example", "rc@yunzhou.example"))
    return paper.content


def contents():
    """Contents made by Word, page numbers, other fields, a form's prompt, equations and a chart."""
    paper = Paper()
    paper.title("云州市综合交通规划")
    paper.line("目　录", align="center")
    entry = '<w:hyperlink w:anchor="_Toc1">' + run("第一章　现状") + field(" PAGEREF _Toc1 ", run("3"))
    entry += "</w:hyperlink>"
    begin, end = field(' TOC \\o "1-2" ', "|").split("|")
    paper.raw(f"<w:sdt><w:sdtContent><w:p>{begin}{entry}</w:p><w:p>{entry.replace('一', '二')}</w:p><w:p>{end}</w:p>"
              "</w:sdtContent></w:sdt>")
    paper.document.add_heading("第一章　现状", 1)
    paper.p(run("　　本页") + field(" PAGE ", run("7")) + run("，更新于") + field(" DATE ", run("2026年1月"))
            + run("。") + '<w:fldSimple w:instr=" NUMPAGES ">' + run("88") + "</w:fldSimple>")
    paper.document.add_heading("一、道路", 2)
    paper.p("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入文字")
            + "</w:sdtContent></w:sdt>"
            + "<w:sdt><w:sdtContent>" + run("　　路网密度为") + "</w:sdtContent></w:sdt>"
            + "<m:oMath><m:r><m:t>d=5.2</m:t></m:r></m:oMath>" + run("，指数按")
            + "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
            + "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
            + run("计算。"))
    paper.p(drawing('<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'))
    paper.p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
    paper.document.sections[0].header.paragraphs[0].text = "内部资料"
    paper.document.sections[0].footer.paragraphs[0].text = "第1页"
    paper.document.add_heading("第二章　目标", 1)
    paper.line("　　到2030年建成“两环八射”路网。")
    return paper.content


def wps():
    """As WPS writes: Chinese names of styles, a title over two lines, number below it, signature moved by blanks."""
    paper = Paper()
    styles = paper.document.styles
    for name, parent in (("标题 1", 1), ("标题 2", 1), ("公文正文", 1)):
        styles.add_style(name, parent).base_style = styles["Normal"]
    for text in ("云州市民政局　云州市财政局", "关于提高高龄津贴标准", "的 通 知"):
        paper.line(text, align="center", size=22, bold=True)
    paper.line("云民发[2026]9号", align="center")
    paper.line("各县 （区）民政局、财政局:")
    paper.line()
    paper.line("        经研究，决定提高高龄津贴标准。", style="公文正文")
    paper.line("发放对象", style="标题 1")
    paper.line("年满80周岁的本市户籍老年人。", style="公文正文").paragraph_format.first_line_indent = Pt(32)
    paper.line("申领方式", style="标题 1")
    paper.line("线上申领", style="标题 2")
    paper.line("通过“云州通”办理。", style="公文正文")
    paper.line("\t\t\t\t\t云州市民政局")
    paper.line("　　　　　　　　　　云州市财政局")
    paper.line("　　　　　　　　　　二〇二六年十一月六日")
    paper.line()
    return paper.content


def blanks():
    """Manual line breaks, blanks for indents, runs of blanks, page breaks, and paragraphs of nothing but blanks."""
    paper = Paper()
    paper.line("云 州 市 图 书 馆 开 放 公 告", align="center", bold=True)
    paper.line("　　")
    paper.line("    本馆自7月1日起\n    延长开放时间：")
    paper.line("\u3000\u3000周一至周五　　9:00—21:00；\n\u3000\u3000周六、周日　9:00—18:00。")
    paper.document.add_page_break()
    paper.line("\xa0\xa0\xa0 ")
    paper.line("    闭馆日不开放。  ")
    paper.line("云州市图书馆", align="right")
    paper.line("2026 年 6 月 20 日", align="right")
    return paper.content


def secret():
    """A head with a mark of secrecy: it stays where all can see it."""
    paper = Paper()
    paper.line("秘密★1年", font="黑体")
    paper.line("云州市水务局文件", align="center", size=40, red=True)
    paper.line("云水发〔2026〕3号　　　　　　　签发人：周远")
    paper.title("云州市水务局关于供水保障的报告")
    paper.line("市人民政府：")
    paper.line("　　现将供水保障情况报告如下。")
    paper.signed("云州市水务局", "2026年2月3日")
    return paper.content


DOCUMENTS = {made.__name__: made for made in (
    notice, policy, news, merged_table, nested_table, text_boxes, revisions, hidden, footnotes, numbering, comments,
    links, contents, wps, blanks, secret,
)}
