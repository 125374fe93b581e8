using System.Globalization;
using Payments.Domain.Identity;
using Payments.Domain.Users;

namespace Payments.Storage.Queries;

/// <summary>A row of <c>user_entries</c>.</summary>
internal sealed class UserEntryRow
{
    /// <summary>The columns, by the names of the properties.</summary>
    public const string Columns = """
        entry_key AS Key, kind AS Kind, currency AS Currency, sequence AS Sequence, amount AS Amount, from_account AS FromAccount,
        to_account AS ToAccount, available AS Available, held AS Held, made_at AS MadeAt, order_id AS OrderId, about_key AS About,
        expires_at AS ExpiresAt, note AS Note
        """;

    public string Key { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Currency { get; set; } = "";

    public long Sequence { get; set; }

    public string Amount { get; set; } = "";

    public string FromAccount { get; set; } = "";

    public string ToAccount { get; set; } = "";

    public string Available { get; set; } = "";

    public string Held { get; set; } = "";

    public long MadeAt { get; set; }

    public string? OrderId { get; set; }

    public string? About { get; set; }

    public long? ExpiresAt { get; set; }

    public string? Note { get; set; }

    /// <summary>The entry.</summary>
    public UserEntry ToEntry() => new()
    {
        Key = Key,
        Kind = Enum.Parse<UserEntryKind>(Kind, ignoreCase: true),
        Currency = Currency,
        Sequence = Sequence,
        Amount = Number(Amount),
        From = Enum.Parse<UserAccount>(FromAccount, ignoreCase: true),
        To = Enum.Parse<UserAccount>(ToAccount, ignoreCase: true),
        Available = Number(Available),
        Held = Number(Held),
        At = DateTimeOffset.FromUnixTimeMilliseconds(MadeAt),
        Order = OrderId is { } order ? new OrderId(order) : null,
        About = About,
        ExpiresAt = ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        Text = Note,
    };

    /// <summary>An amount as it is stored.</summary>
    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
