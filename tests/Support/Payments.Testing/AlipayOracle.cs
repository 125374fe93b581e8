using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>
/// Alipay's signatures, numbers of certificates and bills by Node and by Alipay's own SDK, which share no code with the product. One Node
/// serves the whole process and ends with it.
/// </summary>
public static class AlipayOracle
{
    private static readonly Lazy<NodeLines> Node = new(() => new NodeLines("alipay.mjs"));

    /// <summary>The application that the SDK is set up for.</summary>
    public const string AppId = "2021000000000001";

    /// <summary>The signature of a text.</summary>
    public static async Task<string> SignAsync(string text, string privateKey) =>
        (string)(await AskAsync("sign", ("text", text), ("key", privateKey)))["sign"]!;

    /// <summary>Whether a signature of a text fits, by Node and by the SDK.</summary>
    public static async Task<bool> CheckAsync(string text, string sign, string publicKey) =>
        (bool)(await AskAsync("check", ("text", text), ("sign", sign), ("key", publicKey)))["ok"]!;

    /// <summary>The parameters of a request as Alipay's gateway reads them, and whether its signature fits.</summary>
    public static async Task<(bool IsSigned, JsonObject Parameters)> ReadRequestAsync(string body, string publicKey)
    {
        var answer = await AskAsync("request", ("body", body), ("key", publicKey));
        return ((bool)answer["ok"]!, answer["params"]!.AsObject());
    }

    /// <summary>A signed form.</summary>
    /// <param name="fields">Its fields, without <c>sign</c>.</param>
    /// <param name="privateKey">Signs it.</param>
    /// <param name="keepsType">Whether <c>sign_type</c> is signed, as in messages of the app gateway.</param>
    /// <param name="keepsEmpty">Whether fields without a value are signed.</param>
    public static async Task<string> NoticeAsync(JsonObject fields, string privateKey, bool keepsType = false, bool keepsEmpty = true) =>
        (string)(await AskAsync("notice", ("fields", fields.DeepClone()), ("key", privateKey), ("keeps", keepsType),
            ("empties", keepsEmpty)))["body"]!;

    /// <summary>Whether the SDK takes a notice.</summary>
    public static async Task<bool> CheckNoticeAsync(string body, string publicKey) =>
        (bool)(await AskAsync("checkNotice", ("body", body), ("key", publicKey)))["ok"]!;

    /// <summary>An answer of the gateway.</summary>
    /// <param name="name">The name of its object, or <c>error_response</c>.</param>
    /// <param name="content">The object as it is to be written.</param>
    /// <param name="privateKey">Signs it.</param>
    /// <param name="more">What stands between the object and the signature.</param>
    public static async Task<string> AnswerAsync(string name, string content, string privateKey, JsonObject? more = null) =>
        (string)(await AskAsync("answer", ("name", name), ("object", content), ("key", privateKey), ("more", more?.DeepClone())))["raw"]!;

    /// <summary>Whether the SDK takes an answer.</summary>
    public static async Task<bool> CheckAnswerAsync(string raw, string name, string sign, string publicKey) =>
        (bool)(await AskAsync("checkAnswer", ("raw", raw), ("name", name), ("sign", sign), ("key", publicKey)))["ok"]!;

    /// <summary>The numbers of an application's certificate, Alipay's, and the roots, by the SDK.</summary>
    public static async Task<(string App, string Alipay, string Root)> NumbersAsync(string app, string alipay, string root,
        string privateKey)
    {
        var answer = await AskAsync("numbers", ("app", app), ("alipay", alipay), ("root", root), ("key", privateKey));
        return ((string)answer["app"]!, (string)answer["alipay"]!, (string)answer["root"]!);
    }

    /// <summary>What the SDK signs itself: an order string, or the URL of a page.</summary>
    public static async Task<string> SdkAsync(string kind, string method, JsonObject parameters, string privateKey) =>
        (string)(await AskAsync("sdk", ("kind", kind), ("method", method), ("params", parameters.DeepClone()),
            ("key", privateKey)))["text"]!;

    /// <summary>A bill as Alipay packs it.</summary>
    public static async Task<byte[]> BillAsync(IEnumerable<string> lines, string name) => Convert.FromBase64String(
        (string)(await AskAsync("bill", ("lines", new JsonArray([.. lines.Select(line => (JsonNode)line)])), ("name", name)))["zip"]!);

    private static async Task<JsonNode> AskAsync(string what, params (string Name, JsonNode? Value)[] fields)
    {
        var request = new JsonObject { ["op"] = what };
        foreach (var (name, value) in fields) request[name] = value;
        var answer = await Node.Value.AskAsync(request);
        return answer["error"] is { } error ? throw new InvalidOperationException((string?)error) : answer;
    }
}
