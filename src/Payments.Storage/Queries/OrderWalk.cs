using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>One walk through a merchant's orders from new to old: by which indexes, from where to where, and what is left out on the way.</summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="Filter">What is taken.</param>
/// <param name="Behind">The place behind which it begins; null for the newest.</param>
/// <param name="Facets">The facets that the filter takes and the merchant has; null where it takes all.</param>
internal sealed record OrderWalk(MerchantId Merchant, OrderFilter Filter, PageKey? Behind, IReadOnlyList<string>? Facets)
{
    /// <summary>
    /// Index entries that a page looks at where no index has all that is filtered by: then it comes short, and the list goes on behind it.
    /// </summary>
    public const int Reach = 5_000;

    /// <summary>Facets that are merged; a list of more is walked as a whole. SQLite merges no more than 500.</summary>
    public const int MergedFacets = 400;

    private const int MoneyWhole = 16;
    private const int MoneyDecimals = 18;

    private bool IsByFacet => Filter.Search is null && !IsOfOneMoney && Facets is { Count: <= MergedFacets };

    private bool IsOfOneMoney => Filter.Search is null && Filter.LeastMoney is { } least && least == Filter.MostMoney;

    /// <summary>Whether entries may be left out on the way.</summary>
    public bool LeavesOut => Facets is not null && !IsByFacet || (Filter.LeastMoney ?? Filter.MostMoney) is not null && !IsOfOneMoney;

    /// <summary>Whether nothing can be found.</summary>
    public bool IsEmpty => Facets is { Count: 0 } || Filter.Search is { Words.Count: 0 };

    /// <summary>Whether it may meet one order several times.</summary>
    private bool Repeats => Filter.Search is { Words.Count: > 1 };

    /// <summary>The entries' times and keys, at most <c>@reach</c>, newest first.</summary>
    public string Entries => $"SELECT created_at, key FROM ({string.Join(Repeats ? " UNION " : " UNION ALL ", Branches())}) AS entries "
        + "ORDER BY created_at DESC, key DESC LIMIT @reach";

    /// <summary>The entries that the filter takes.</summary>
    public string Taken(IDatabase database) => !LeavesOut ? Entries : $"""
        SELECT walked.created_at, walked.key FROM ({Entries}) AS walked CROSS JOIN order_list l
        WHERE l.merchant = @merchant AND l.created_at = walked.created_at AND l.key = walked.key
        {(Facets is null || IsByFacet ? "" : $"AND {database.IsOneOf("l.facet", "@facets")}")}
        {(Filter.LeastMoney is null ? "" : "AND l.money >= @least")} {(Filter.MostMoney is null ? "" : "AND l.money <= @most")}
        """;

    /// <summary>What the statements' parameters are.</summary>
    /// <param name="reach">Entries at most.</param>
    public DynamicParameters Parameters(int reach)
    {
        var parameters = new DynamicParameters();
        parameters.Add("merchant", Merchant.Value);
        parameters.Add("reach", reach);
        parameters.Add("top", Math.Min(Behind?.At ?? long.MaxValue, (Filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue) - 1));
        parameters.Add("bottom", Filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue);
        parameters.Add("at", Behind?.At);
        parameters.Add("key", Behind?.Key);
        parameters.Add("facets", Facets?.ToArray());
        parameters.Add("least", MoneyText(Filter.LeastMoney));
        parameters.Add("most", MoneyText(Filter.MostMoney));
        var values = Values();
        for (var i = 0; i < values.Count; i++) parameters.Add($"v{i}", values[i]);
        return parameters;
    }

    private IReadOnlyList<string> Values() => Filter.Search?.Words ?? (IsOfOneMoney ? [MoneyText(Filter.LeastMoney)!] : IsByFacet ? Facets! : []);

    private IEnumerable<string> Branches()
    {
        var column = Filter.Search is not null ? "word" : IsOfOneMoney ? "money" : IsByFacet ? "facet" : null;
        if (column is null) return [Branch("order_list", "")];
        return Values().Select((_, place) => Branch(column == "word" ? "order_words" : "order_list", $"AND {column} = @v{place} "));
    }

    private string Branch(string table, string condition) =>
        $"SELECT created_at, key FROM (SELECT created_at, key FROM {table} WHERE merchant = @merchant {condition}" +
        $"AND created_at <= @top AND created_at >= @bottom {(Behind is null ? "" : "AND (created_at < @at OR key < @key) ")}" +
        "ORDER BY created_at DESC, key DESC LIMIT @reach) AS branch";

    /// <summary>Money as the list has it: digits before and behind the point, without the point.</summary>
    private static string? MoneyText(decimal? money)
    {
        if (money is not { } given) return null;
        var parts = Domain.Money.PlainDecimal.Format(given).Split('.');
        return parts[0].PadLeft(MoneyWhole, '0') + (parts.Length > 1 ? parts[1] : "").PadRight(MoneyDecimals, '0')[..MoneyDecimals];
    }
}
