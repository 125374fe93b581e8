using System.Buffers.Text;
using System.Text;
using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Reconciliation;

/// <summary>Which runs, differences or settlements are asked for; null what is not looked at.</summary>
public sealed record ReconciliationFilter
{
    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The account's word: a merchant's id, or <c>installation</c>.</summary>
    public string? Account { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether settled differences and notes are left out.</summary>
    public bool IsOpenOnly { get; init; }

    /// <summary>Whose differences: those of the merchant's own accounts, and those of its transfers on chains.</summary>
    public MerchantId? Concerned { get; init; }

    /// <summary>Whose settlements alone.</summary>
    public MerchantId? Merchant { get; init; }

    /// <summary>The condition, and its parameters.</summary>
    /// <param name="after">The place that an earlier page ended with; null for the beginning.</param>
    /// <param name="columns">The columns by which the list is sorted, all from the last to the first.</param>
    internal (string Where, DynamicParameters Parameters) Condition(ReconciliationPlace? after, params string[] columns)
    {
        var parameters = new DynamicParameters(new
        {
            provider = Provider,
            account = Account,
            from = From is { } from ? StoredDifferences.TextOf(from) : null,
            to = To is { } to ? StoredDifferences.TextOf(to) : null,
            concerned = Concerned?.Value,
            merchant = Merchant?.Value,
        });
        List<string> all = ["1 = 1"];
        if (Provider is not null) all.Add("provider = @provider");
        if (Account is not null) all.Add("account = @account");
        if (Concerned is not null) all.Add("(account = @concerned OR entry = 'transfer' AND merchant = @concerned)");
        if (From is not null) all.Add("day >= @from");
        if (To is not null) all.Add("day <= @to");
        if (Merchant is not null) all.Add("merchant = @merchant");
        if (IsOpenOnly) all.Add("settled_at IS NULL AND kind <> 'other_day'");
        if (after is not null)
        {
            for (var i = 0; i < columns.Length; i++) parameters.Add($"after{i}", after.Values[i]);
            all.Add($"({string.Join(", ", columns)}) < ({string.Join(", ", columns.Select((_, i) => $"@after{i}"))})");
        }
        return (string.Join(" AND ", all), parameters);
    }
}

/// <summary>A place in a list: the values by which the row before it is sorted.</summary>
/// <param name="Values">The values.</param>
public sealed record ReconciliationPlace(IReadOnlyList<string> Values)
{
    /// <summary>Longest text that is looked at.</summary>
    public const int TextLimit = 400;

    private const char Parting = '\n';

    /// <summary>Reads what <see cref="ToString"/> wrote of so many values.</summary>
    public static bool TryParse(string text, int count, out ReconciliationPlace place)
    {
        place = new ReconciliationPlace([]);
        if (text.Length is 0 or > TextLimit || !Base64Url.IsValid(text)) return false;
        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        if (plain.Contains('\0')) return false;
        place = new ReconciliationPlace(plain.Split(Parting));
        return place.Values.Count == count;
    }

    /// <summary>A text for URLs.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Parting, Values)));
}

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Behind which the list goes on; null at its end.</param>
public sealed record ReconciliationPage<T>(IReadOnlyList<T> Items, ReconciliationPlace? Next);
