using System.Text;
using System.Text.Json.Nodes;

namespace Payments.Testing;

/// <summary>
/// WeChat Pay's signatures and ciphers by Node's own crypto, which shares no code with the product. One Node serves the whole process.
/// </summary>
public static class WeChatOracle
{
    private static readonly Lazy<NodeLines> Node = new(() => new NodeLines("wechat.mjs"));

    /// <summary>Signs a text with a private key.</summary>
    public static async Task<string> SignAsync(byte[] text, string key) => (string)(await Node.Value.AskAsync(new JsonObject
    {
        ["op"] = "sign",
        ["text"] = Convert.ToBase64String(text),
        ["key"] = key,
    }))["signature"]!;

    /// <summary>Whether a signature fits a text under a certificate or public key.</summary>
    public static async Task<bool> VerifyAsync(byte[] text, string key, string signature) => (bool)(await Node.Value.AskAsync(new JsonObject
    {
        ["op"] = "verify",
        ["text"] = Convert.ToBase64String(text),
        ["key"] = key,
        ["signature"] = signature,
    }))["ok"]!;

    /// <summary>Encrypts under an APIv3 key.</summary>
    public static async Task<string> SealAsync(string text, string key, string nonce, string aad) => (string)(await Node.Value.AskAsync(
        new JsonObject
        {
            ["op"] = "seal",
            ["text"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            ["key"] = key,
            ["nonce"] = nonce,
            ["aad"] = aad,
        }))["ciphertext"]!;

    /// <summary>Decrypts a sensitive field; null where it was not encrypted for this key.</summary>
    public static async Task<string?> UnsealAsync(string ciphertext, string key) =>
        (string?)(await Node.Value.AskAsync(new JsonObject { ["op"] = "unseal", ["ciphertext"] = ciphertext, ["key"] = key }))["text"];
}
