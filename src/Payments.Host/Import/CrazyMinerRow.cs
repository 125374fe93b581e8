using System.Globalization;
using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Domain.Users;
using Payments.Http.Faces.CrazyMiner;

namespace Payments.Host.Import;

/// <summary>Reads one row of a dump, field by field.</summary>
/// <param name="row">The row.</param>
internal sealed class CrazyMinerRow(JsonElement row)
{
    /// <summary>What a log's raw data may say here: nothing of a payer, and no key of anybody's.</summary>
    private static readonly string[] Told = ["amount", "trans_id", "id_get", "tracking_code", "payment_id", "error", "status_code"];

    private static readonly string[] Statuses = ["pending", "processing", "completed", "failed", "cancelled"];
    private static readonly string[] Types = [CrazyMinerTypes.WalletCharge, CrazyMinerTypes.ServicePayment];

    /// <summary>The row as a payment.</summary>
    /// <exception cref="FormatException">A field is missing or wrong; the text names it.</exception>
    public CrazyMinerPayment Payment()
    {
        var created = Time("created_at") ?? throw Wrong("created_at", "is missing");
        var status = OneOf("status", Statuses, null);
        var amount = Number("amount");
        var key = row.TryGetProperty("pk", out var found) ? found.ToString() : "";
        return new CrazyMinerPayment
        {
            Id = Guid.TryParse(key, out var id) ? id : throw Wrong("pk", "is no UUID"),
            User = User(),
            Amount = amount > 0 ? amount : throw Wrong("amount", "is not above zero"),
            Type = OneOf("payment_type", Types, Types[0]),
            Status = status,
            Description = Text("description"),
            IdGet = Text("gateway_transaction_id"),
            TransId = Text("gateway_reference_id"),
            TrackingCode = Text("gateway_tracking_code"),
            Token = Text("encrypted_user_data"),
            CreatedAt = created,
            CompletedAt = status == "completed" ? Time("completed_at") ?? Time("updated_at") ?? created : null,
        };
    }

    /// <summary>The row as a balance; later versions of the model call it <c>balance</c>, earlier ones <c>amount</c>.</summary>
    /// <exception cref="FormatException">A field is missing or wrong; the text names it.</exception>
    public CrazyMinerBalance Balance()
    {
        var amount = Number(Field("balance") is null ? "amount" : "balance");
        return new CrazyMinerBalance(User(), amount >= 0 ? amount : throw Wrong("balance", "is below zero"));
    }

    /// <summary>The row as a line of a log.</summary>
    /// <exception cref="FormatException">A field is missing or wrong; the text names it.</exception>
    public CrazyMinerLogLine LogLine()
    {
        // What was fetched of a user stands in these words, and stays behind.
        var isOfUser = Text("log_type") == "user_fetch";
        var kind = Text("log_type") switch
        {
            "request" or "info" or "user_fetch" => PaymentLogKind.Request,
            "callback" => PaymentLogKind.Callback,
            "verification" => PaymentLogKind.Verification,
            "error" => PaymentLogKind.Error,
            var other => throw Wrong("log_type", $"is {other ?? "missing"}"),
        };
        var payment = Guid.TryParse(Text("payment"), out var id) ? id : throw Wrong("payment", "is no UUID");
        var told = !isOfUser && Field("raw_data") is { ValueKind: JsonValueKind.Object } data
            ? data.EnumerateObject().Where(field => Told.Contains(field.Name))
                .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .Select(field => $"{field.Name} {field.Value}")
            : [];
        var message = isOfUser ? "the user's data were fetched" : Text("message") ?? throw Wrong("message", "is missing");
        var text = string.Join("; ", told.Prepend(message));
        return new CrazyMinerLogLine(payment, kind, text, Time("created_at") ?? throw Wrong("created_at", "is missing"));
    }

    private string User() =>
        Text("user") is { } user && UserId.TryParse(user, out _) ? user : throw Wrong("user", "cannot be a user's name");

    private decimal Number(string name)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return decimal.TryParse(Text(name), style, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(name, "is no number");
    }

    private DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw Wrong(name, "is no time");
    }

    private string OneOf(string name, string[] words, string? standing)
    {
        var word = Text(name) ?? standing;
        return words.Contains(word) ? word! : throw Wrong(name, $"is {word ?? "missing"}, expected {string.Join(", ", words)}");
    }

    private string? Text(string name) => Field(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value &&
        value.ToString() is { Length: > 0 } text ? text : null;

    private JsonElement? Field(string name) => row.TryGetProperty("fields", out var fields) &&
        fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out var value) ? value : null;

    private static FormatException Wrong(string field, string why) => new($"{field} {why}");
}
