using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>
/// Cryptomus' signatures by Node, which shares no code with the product. One Node serves the whole process and ends with it.
/// </summary>
public static class CryptomusOracle
{
    private static readonly Lazy<NodeLines> Node = new(() => new NodeLines("cryptomus.mjs"));

    /// <summary>The signature of a body.</summary>
    public static async Task<string> SignAsync(byte[] body, string key) => (string)(await AskAsync("sign", body, key))["sign"]!;

    /// <summary>The signature of a body in the recharge document's scheme.</summary>
    public static async Task<string> SignHeaderAsync(byte[] body, string key) => (string)(await AskAsync("header", body, key))["sign"]!;

    /// <summary>A webhook as Cryptomus sends it, with its signature in it.</summary>
    /// <param name="data">What it says, as JSON.</param>
    /// <param name="key">Signs it.</param>
    public static async Task<byte[]> WebhookAsync(string data, string key)
    {
        var answer = await Node.Value.AskAsync(new JsonObject { ["op"] = "webhook", ["data"] = data, ["key"] = key });
        return Convert.FromBase64String((string)answer["body"]!);
    }

    /// <summary>Whether a webhook's signature fits, by the manual's own recipe.</summary>
    public static async Task<bool> VerifyAsync(byte[] body, string key) => (bool)(await AskAsync("verify", body, key))["ok"]!;

    private static Task<JsonNode> AskAsync(string what, byte[] body, string key) =>
        Node.Value.AskAsync(new JsonObject { ["op"] = what, ["body"] = Convert.ToBase64String(body), ["key"] = key });
}
