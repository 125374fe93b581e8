using System.Text.Json;

namespace Payments.Domain.Signatures.Clinic;

/// <summary>
/// Finds out how a signature was made, or how it should have been. Readings that are accepted: <c>epay</c>, <c>epay-empty</c>,
/// <c>epay-stripped</c>, <c>epay-empty-stripped</c>, <c>188pay</c>, <c>188pay-coin</c>, <c>wopay</c>, <c>standard</c>. Mistakes:
/// <c>other-digest</c>, <c>encoded</c>, <c>trimmed</c>, <c>key-field</c>, <c>secret-field</c>, <c>joined</c>, <c>unsorted</c>,
/// <c>zeros</c>, <c>sign-type</c>, <c>no-secret</c>, <c>all-fields</c>, <c>amount</c>, <c>epay-joint</c>, <c>printed-again</c>,
/// <c>line-end</c>, <c>base64</c>, <c>no-prefix</c>, <c>no-hmac</c>, <c>body-alone</c>, <c>key-text</c>, <c>hex</c>.
/// </summary>
public static class SignatureClinic
{
    /// <summary>Stands in place of a secret.</summary>
    public const string Mask = "{key}";

    /// <summary>Most letters that are examined.</summary>
    public const int TextLimit = 12 << 10;

    private const string WoPayHeader = "X-WoPay-Signature";
    private const string StandardHeader = "webhook-signature";

    /// <summary>Examines a request.</summary>
    /// <param name="text">What was sent: a URL, a query or form, a JSON text, or headers with a body.</param>
    /// <param name="signed">The text that the shop itself made to sign, where it can tell; else null.</param>
    /// <param name="secrets">The secrets in force, the merchant's present one first.</param>
    /// <returns>Null where the text is no such request.</returns>
    public static SignatureExamination? Examine(string text, string? signed, IReadOnlyList<NamedSecret> secrets)
    {
        var sent = SentRequest.Parse(text);
        if (sent.Headers.GetValueOrDefault(StandardHeader) is { Length: > 0 } standard &&
            sent.Headers.GetValueOrDefault("webhook-id") is { } id && sent.Headers.GetValueOrDefault("webhook-timestamp") is { } time)
            return Judge("standard", standard, null, WebhookRecipes.Standard(id, time, sent.Body), signed, secrets);
        if (sent.Headers.GetValueOrDefault(WoPayHeader) is { Length: > 0 } wopay)
            return Judge("wopay", wopay, null, WebhookRecipes.OfBody(sent.Body), signed, secrets);
        if (sent.Body.StartsWith('{')) return ExamineJson(sent.Body, signed, secrets);
        return sent.Body.Contains('=') ? ExamineParameters(sent.Parameters, signed, secrets) : null;
    }

    private static SignatureExamination ExamineParameters(
        IReadOnlyList<KeyValuePair<string, string>> parameters, string? signed, IReadOnlyList<NamedSecret> secrets)
    {
        var type = Value(parameters, "sign_type");
        var recipes = EpayRecipes.Of(parameters, string.Equals(type, "SHA256", StringComparison.OrdinalIgnoreCase));
        return Judge("epay", Value(parameters, "sign")?.ToLowerInvariant() ?? "", Value(parameters, "pid"), recipes, signed, secrets);
    }

    private static SignatureExamination? ExamineJson(string body, string? signed, IReadOnlyList<NamedSecret> secrets)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var fields = json.RootElement.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .Select(field => KeyValuePair.Create(field.Name,
                    field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()))
                .ToArray();
            return Judge("188pay", Value(fields, "sign")?.ToLowerInvariant() ?? "", Value(fields, "merchantId"), Pay188Recipes.Of(fields),
                signed, secrets);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SignatureExamination Judge(
        string scheme, string given, string? merchant, IEnumerable<SigningRecipe> recipes, string? signed,
        IReadOnlyList<NamedSecret> secrets)
    {
        // One header of Standard Webhooks may hold a signature for each secret.
        var signatures = given.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var readings = recipes.Select(recipe => Read(recipe, signatures, secrets))
            .DistinctBy(reading => (reading.Base, reading.Expected)).ToArray();
        var fitting = readings.FirstOrDefault(reading => reading.FittingSecret is not null);
        SignatureReading[] shown = fitting is null ? [.. readings.Where(reading => reading.IsAccepted)] : [fitting];
        var masked = signed is null ? null : Masked(signed.Trim(), secrets);
        var nearest = masked is null || fitting is { IsAccepted: true }
            ? null
            : readings.Where(reading => reading.IsAccepted).MaxBy(reading => TextDifference.CommonLength(reading.Base, masked));
        return new SignatureExamination
        {
            Scheme = scheme,
            Verdict = VerdictOn(given, fitting),
            Given = Masked(given, secrets),
            Merchant = merchant,
            Readings = shown,
            Difference = nearest is null ? null : TextDifference.Of(nearest.Base, masked!),
            IsTextRight = nearest is not null && nearest.Base == masked,
        };
    }

    private static SignatureVerdict VerdictOn(string given, SignatureReading? fitting)
    {
        if (given.Length == 0) return SignatureVerdict.Missing;
        if (fitting is null) return SignatureVerdict.Wrong;
        return fitting.IsAccepted ? SignatureVerdict.Right : SignatureVerdict.Mistaken;
    }

    private static SignatureReading Read(SigningRecipe recipe, string[] signatures, IReadOnlyList<NamedSecret> secrets)
    {
        var fitting = secrets.FirstOrDefault(secret => signatures.Contains(recipe.Sign(recipe.Text(secret.Value), secret.Value)));
        // A shop may have sent the secret as a field.
        var expected = recipe.Sign(recipe.Text(secrets[0].Value), secrets[0].Value);
        return new(recipe.Name, recipe.IsAccepted, Masked(recipe.Text(Mask), secrets), expected, fitting?.Name);
    }

    private static string Masked(string text, IReadOnlyList<NamedSecret> secrets) =>
        secrets.Aggregate(text, (masked, secret) => masked.Replace(secret.Value, Mask, StringComparison.Ordinal));

    private static string? Value(IEnumerable<KeyValuePair<string, string>> pairs, string name) =>
        pairs.FirstOrDefault(pair => pair.Key == name).Value is { } value ? value.Trim() : null;
}
