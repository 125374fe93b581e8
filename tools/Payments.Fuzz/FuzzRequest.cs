using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payments.Fuzz;

/// <summary>Who sends a request.</summary>
public enum Sender
{
    /// <summary>Nobody in particular: no key.</summary>
    Anybody,

    /// <summary>A merchant with its key. Its forms are signed.</summary>
    Merchant,

    /// <summary>The operator.</summary>
    Operator,

    /// <summary>A payment provider: the body as it is.</summary>
    Provider,
}

/// <summary>A request without the keys of one run, so that it can be kept and sent again.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">
/// Path and query. <c>{merchant}</c>, <c>{order}</c>, <c>{payment}</c> and <c>{token}</c> stand for what the run has made.
/// </param>
/// <param name="Sender">Who sends it.</param>
/// <param name="ContentType">The body's type; null without a body.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record FuzzRequest(string Method, string Target, Sender Sender, string? ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static FuzzRequest Parse(string text) => JsonSerializer.Deserialize<FuzzRequest>(text, Form)!;

    /// <summary>As JSON, the body in base64, so that no byte of it changes.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Form);

    /// <summary>The request for people, shortened.</summary>
    [JsonIgnore] public string Shown => $"{Method} {Short(Target)}\n  {Short(Encoding.UTF8.GetString(Body))}";

    private static string Short(string text) => text.Length > 300 ? $"{text[..300]}…" : text;
}
