using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Domain.Secrets;

namespace Payments.Host.Import;

/// <summary>Who paid, as the old installation kept it: a JSON object in a Fernet token.</summary>
internal static class CrazyMinerPayers
{
    /// <summary>Reads a token; null where it does not open, or holds something else.</summary>
    public static Payer? Read(FernetReader? fernet, string token)
    {
        if (fernet?.TryRead(token, out var text) != true) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var fields = document.RootElement;
            if (fields.ValueKind != JsonValueKind.Object) return null;
            return new Payer
            {
                Name = Text(fields, "name") ?? Text(fields, "full_name"),
                Email = Text(fields, "email"),
                Phone = Text(fields, "phone_number") ?? Text(fields, "phone"),
                NationalCode = Text(fields, "national_code"),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
