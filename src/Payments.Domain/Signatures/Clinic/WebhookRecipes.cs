using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Payments.Domain.Signatures.Clinic;

/// <summary>How webhooks are signed, and how receivers compute it wrongly: over another text, or under another key.</summary>
internal static class WebhookRecipes
{
    /// <summary>WoPay's signature over the body.</summary>
    public static IEnumerable<SigningRecipe> OfBody(string body)
    {
        yield return new("wopay", true, _ => body, WebhookSignature.OfBody);
        yield return new("printed-again", false, _ => Compact(body), WebhookSignature.OfBody);
        yield return new("line-end", false, _ => body + "\n", WebhookSignature.OfBody);
        yield return new("base64", false, _ => body, (text, secret) => Base64(KeyText(secret), text));
        yield return new("no-prefix", false, _ => body, (text, secret) => WebhookSignature.OfBody(text, secret)["sha256=".Length..]);
        yield return new("no-hmac", false, key => body + key,
            (text, _) => "sha256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>Standard Webhooks' over id, time and body.</summary>
    public static IEnumerable<SigningRecipe> Standard(string id, string time, string body)
    {
        yield return new("standard", true, _ => $"{id}.{time}.{body}", Keyed);
        yield return new("printed-again", false, _ => $"{id}.{time}.{Compact(body)}", Keyed);
        yield return new("line-end", false, _ => $"{id}.{time}.{body}\n", Keyed);
        yield return new("body-alone", false, _ => body, Keyed);
        yield return new("key-text", false, _ => $"{id}.{time}.{body}",
            (text, secret) => Versioned(KeyText(WebhookSignature.StandardForm(secret)), text));
        yield return new("hex", false, _ => $"{id}.{time}.{body}",
            (text, secret) => "v1," + Convert.ToHexStringLower(Mac(WebhookSignature.KeyOf(secret), text)));
    }

    private static string Keyed(string text, string secret) => Versioned(WebhookSignature.KeyOf(secret), text);

    private static string Versioned(byte[] key, string text) => "v1," + Base64(key, text);

    private static string Base64(byte[] key, string text) => Convert.ToBase64String(Mac(key, text));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static byte[] KeyText(string secret) => Encoding.UTF8.GetBytes(secret);

    /// <summary>A JSON text as programs print it that read it first; what is none stays as it is.</summary>
    private static string Compact(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json.RootElement);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
