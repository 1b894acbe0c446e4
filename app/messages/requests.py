"""Requests that cannot be read or answered."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
REQUESTS: dict[str, Message] = {
    "request.json": Message(
        400, text("Not JSON", "不是 JSON"),
        text("The body is not JSON: it goes wrong, or breaks off, at this place.", "请求体不是 JSON：它在这个位置出错或中断。"),
        text('The shortest body is {{"source": "J = 3(a+bc)"}}.', '最短的请求体是 {{"source": "J = 3(a+bc)"}}。')),
    "request.encoding": Message(
        400, text("Not UTF-8", "不是 UTF-8"),
        text("The body is not UTF-8: byte {byte} begins no character.", "请求体不是 UTF-8：第 {byte} 个字节不是任何字符的开头。"),
        text("Send JSON in UTF-8.", "请用 UTF-8 编码发送 JSON。")),
    "request.constant": Message(
        400, text("Not a JSON number", "不是 JSON 数字"),
        text("JSON has no number `{found}`.", "JSON 里没有数字 `{found}`。"),
        text('Write it as a string: "{found}".', '请写成字符串："{found}"。')),
    "request.number": Message(
        400, text("The number is too large", "数字太大"),
        text("No 64-bit float holds `{found}`.", "64 位浮点数放不下 `{found}`。"),
        text('For infinity, write the string "Infinity".', '若要表示无穷大，请写字符串 "Infinity"。')),
    "request.duplicate": Message(
        400, text("A key stands twice", "键重复"),
        text("`{name}` stands twice in one object.", "`{name}` 在同一个对象里出现了两次。"),
        text("Keep one of them.", "请只保留一个。")),
    "request.depth": Message(
        400, text("Nested too deeply", "嵌套太深"),
        text("The arrays or objects of the body are nested too deeply.", "请求体里的数组或对象嵌套太深。"),
        text("A tensor has at most 8 dimensions.", "张量最多 8 维。")),
    "request.surrogate": Message(
        400, text("Half a character", "半个字符"),
        text("The body holds half a surrogate pair (`\\ud800` to `\\udfff` alone), which is no character.",
             "请求体里有不成对的代理码位（单独的 `\\ud800` 到 `\\udfff`），它不是字符。"),
        text("Write both halves, or the character itself.", "请写出完整的一对，或直接写该字符。")),
    "request.object": Message(
        422, text("Not an object", "不是对象"),
        text("The body must be a JSON object.", "请求体必须是一个 JSON 对象。"),
        text('The shortest body is {{"source": "J = 3(a+bc)"}}.', '最短的请求体是 {{"source": "J = 3(a+bc)"}}。')),
    "request.field_missing": Message(
        422, text("A field is missing", "缺少字段"),
        text("The field `{field}` is required.", "缺少必填字段 `{field}`。"),
        text("It takes: {expected}.", "它应为：{expected}。")),
    "request.field_unknown": Message(
        422, text("An unknown field", "未知字段"),
        text("There is no field `{field}` here.", "这里没有字段 `{field}`。"),
        text("Did you mean `{suggestion}`? The fields are: {fields}.", "是不是想写 `{suggestion}`？可用的字段有：{fields}。")),
    "request.field_type": Message(
        422, text("A field of the wrong kind", "字段类型不对"),
        text("`{field}` does not take this value.", "`{field}` 不接受这个值。"),
        text("It takes: {expected}.", "它应为：{expected}。")),
    "request.query": Message(
        400, text("The query cannot be read", "无法读取查询串"),
        text("The query string is not UTF-8 after percent-decoding.", "查询串经百分号解码后不是 UTF-8。"),
        text("Encode it with encodeURIComponent.", "请用 encodeURIComponent 编码。")),
    "request.query_values": Message(
        400, text("The values cannot be read", "无法读取 values"),
        text("The values of the query cannot be read from here on: `{found}`.", "查询串中的 values 从这里开始无法读取：`{found}`。"),
        text("Write `a:5,b:3,x:[1,2]`, or a JSON object.", "请写成 `a:5,b:3,x:[1,2]`，或一个 JSON 对象。")),
    "request.media_type": Message(
        415, text("Not a type we read", "不支持的内容类型"),
        text("The body is of type `{found}`.", "请求体的类型是 `{found}`。"),
        text("Send it with `Content-Type: application/json`.", "请以 `Content-Type: application/json` 发送。")),
    "request.path": Message(
        404, text("Not found", "未找到"),
        text("There is nothing at {path}.", "{path} 处没有内容。"),
        text("All addresses are listed at /docs.", "所有地址都列在 /docs。")),
    "request.method": Message(
        405, text("Not this method", "不支持该方法"),
        text("{method} is not allowed here.", "这里不允许 {method}。"),
        text("Use {allowed}.", "请用 {allowed}。")),
    "request.refused": Message(
        400, text("The request was refused", "请求被拒绝"),
        text("The request could not be understood.", "无法理解这个请求。")),
    "request.oembed_format": Message(
        501, text("Not a format we write", "不支持的格式"),
        text("`{found}` is no format of oEmbed here.", "这里的 oEmbed 不支持格式 `{found}`。"),
        text("Ask for `json` or `xml`.", "请使用 `json` 或 `xml`。")),
    "request.lesson": Message(
        404, text("No such lesson", "没有这一课"),
        text("There is no lesson `{id}`.", "没有名为 `{id}` 的课程。"),
        text("All lessons are listed at /lessons.", "全部课程列在 /lessons。")),
    "limit.body": Message(
        413, text("The body is too large", "请求体太大"),
        text("A body may have {limit} KiB at most.", "请求体最大为 {limit} KiB。")),
    "limit.batch_items": Message(
        422, text("Too many questions in one batch", "一批里的问题太多"),
        text("The batch has {found} items; at most {limit} are allowed.", "这一批有 {found} 项，最多允许 {limit} 项。"),
        text("Send the rest in another batch.", "请把其余的放到下一批。")),
    "limit.batch_time": Message(
        503, text("The batch has used its time", "这一批的时间已用完"),
        text("The items before this one took {seconds:g} seconds together, all that a batch may take.",
             "前面各项合计已用去 {seconds:g} 秒，这是一批的上限。"),
        text("Send this item again in another batch.", "请把这一项放到下一批重新发送。")),
    "limit.batch_answers": Message(
        503, text("The answers of the batch are too large", "这一批的回答太大"),
        text("With this one the answers would have more than {limit} MiB.", "加上这一项，全部回答将超过 {limit} MiB。"),
        text("Send this item again in another batch.", "请把这一项放到下一批重新发送。")),
    "limit.url": Message(
        414, text("The address is too long", "网址太长"),
        text("An address may have {limit} KiB at most.", "网址最长为 {limit} KiB。"),
        text("Send a long source by POST to /api/v1/graph.", "较长的源文本请用 POST 发送到 /api/v1/graph。")),
    "limit.rate": Message(
        429, text("Too many requests", "请求过于频繁"),
        text("This address sent more than {limit} requests.", "这个地址发出的请求超过了 {limit}。"),
        text("Try again in {retry_after} seconds.", "请在 {retry_after} 秒后重试。")),
    "server.busy": Message(
        503, text("Busy", "服务繁忙"),
        text("All places for heavy work are taken.", "处理大型计算的名额已满。"),
        text("Try again in {retry_after} seconds.", "请在 {retry_after} 秒后重试。")),
    "server.no_torch_listing": Message(
        503, text("No PyTorch here", "这里没有 PyTorch"),
        text("A listing runs in PyTorch, which is not installed here.", "代码要由 PyTorch 来运行，而这里没有安装它。"),
        text("Install it where this runs: pip install 'chainlight[torch]'", "请在运行处安装：pip install 'chainlight[torch]'")),
    "server.no_torch": Message(
        503, text("PyTorch is not installed", "未安装 PyTorch"),
        text("This server has no PyTorch, so the engine `torch` and `check` with it are not available.",
             "这台服务器没有安装 PyTorch，无法使用引擎 `torch` 及与它的核对。"),
        text('Use the engine "tape".', '请使用引擎 "tape"。')),
    "server.fault": Message(
        500, text("A fault of ours", "服务器内部错误"),
        text("Something went wrong on our side; it has been recorded.", "我们这边出了问题，已记录下来。")),
}
# fmt: on
