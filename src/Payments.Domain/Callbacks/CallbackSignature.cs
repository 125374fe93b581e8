using System.Text.Json;
using Payments.Domain.Signatures;

namespace Payments.Domain.Callbacks;

/// <summary>Signs again what a callback says, for a merchant whose secret was replaced since: the shop knows the new one only.</summary>
public static class CallbackSignature
{
    /// <summary>The same fields and values under the secret in force; the very same text where that is the secret it was signed with, or where it is not signed.</summary>
    public static string Renew(CallbackForm form, string payload, string secret) => form switch
    {
        CallbackForm.EpayParameters => RenewParameters(payload, secret),
        CallbackForm.Json => RenewJson(payload, secret),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form."),
    };

    private static string RenewParameters(string payload, string secret)
    {
        var parameters = CallbackUrl.Decode(payload);
        if (Find(parameters, "sign") is not { } sign || Find(parameters, "sign_type") is not { } signType) return payload;
        return payload.Replace($"&sign={sign}&", $"&sign={EpaySignature.Sign(parameters, secret, signType)}&", StringComparison.Ordinal);
    }

    /// <summary>The signature is replaced in the text itself, so that every number stays as it was written.</summary>
    private static string RenewJson(string payload, string secret)
    {
        using var json = JsonDocument.Parse(payload);
        if (!json.RootElement.TryGetProperty("sign", out var sign)) return payload;
        var signed = json.RootElement.EnumerateObject()
            .Where(field => field.Name is not ("sign" or "sign_type"))
            .Select(field => new KeyValuePair<string, string?>(field.Name, field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText()));
        return payload.Replace($"\"sign\":\"{sign.GetString()}\"", $"\"sign\":\"{Pay188Signature.Sign(signed, secret)}\"", StringComparison.Ordinal);
    }

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> parameters, string name)
    {
        foreach (var (key, value) in parameters)
            if (key == name) return value;
        return null;
    }
}
