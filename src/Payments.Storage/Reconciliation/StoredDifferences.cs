using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Reconciliation;

namespace Payments.Storage.Reconciliation;

/// <summary>Makes rows of differences.</summary>
public static class StoredDifferences
{
    private const int IdBytes = 16;

    /// <summary>The rows of one run, each with an id of its own: of equal ones the later are numbered.</summary>
    public static IReadOnlyList<StoredDifference> Of(
        ReconciliationKey account, DateOnly day, IEnumerable<(Difference Difference, MerchantId? Merchant)> found)
    {
        var rows = new List<StoredDifference>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (difference, merchant) in found)
        {
            var row = RowOf(account, day, difference, merchant);
            var text = TextOf(row);
            var number = seen[text] = seen.GetValueOrDefault(text) + 1;
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{text}{number}"));
            rows.Add(row with { Id = Convert.ToHexStringLower(digest.AsSpan(0, IdBytes)) });
        }
        return rows;
    }

    /// <summary>A day as it is stored.</summary>
    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static StoredDifference RowOf(ReconciliationKey account, DateOnly day, Difference difference, MerchantId? merchant) => new()
    {
        Provider = account.Provider,
        Account = account.Account,
        Day = TextOf(day),
        Kind = difference.Kind.Word(),
        Entry = difference.Key.Kind.Word(),
        Reference = difference.Key.Reference,
        Merchant = merchant?.Value,
        Number = difference.Theirs?.Number,
        OurAmount = Money(difference.Ours?.Amount),
        OurCurrency = difference.Ours?.Currency,
        OurState = difference.Ours?.Word,
        OurTime = difference.Ours?.At?.ToUnixTimeMilliseconds(),
        TheirAmount = Money(difference.Theirs?.Amount),
        TheirCurrency = difference.Theirs?.Currency,
        TheirState = difference.Theirs?.Word,
        TheirTime = difference.Theirs?.At.ToUnixTimeMilliseconds(),
        TheirFee = Money(difference.Theirs?.Fee),
    };

    private static string? Money(decimal? amount) => amount is { } given ? PlainDecimal.Format(given) : null;

    /// <summary>Lengths keep apart what would otherwise read alike.</summary>
    private static string TextOf(StoredDifference row)
    {
        var text = new StringBuilder();
        foreach (var value in (ReadOnlySpan<string?>)
        [
            row.Provider, row.Account, row.Day, row.Kind, row.Entry, row.Reference, row.Number, row.OurAmount, row.OurCurrency,
            row.OurState, row.TheirAmount, row.TheirCurrency, row.TheirState, row.TheirFee,
        ]) text.Append(value?.Length ?? -1).Append(':').Append(value);
        return text.ToString();
    }
}
