using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>Which of a merchant's orders to list; what is left out takes all.</summary>
public sealed record OrderFilter
{
    /// <summary>All orders.</summary>
    public static readonly OrderFilter All = new();

    /// <summary>Words of <see cref="OrderFacet.Status"/>, any of which will do.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>The pricing currency.</summary>
    public string? Currency { get; init; }

    /// <summary>A word of <see cref="OrderFacet.Face"/>.</summary>
    public string? Face { get; init; }

    /// <summary>A word of <see cref="OrderFacet.Delivery"/>.</summary>
    public string? Delivery { get; init; }

    /// <summary>The chain of the quote on show.</summary>
    public ChainId? Chain { get; init; }

    /// <summary>The token of the quote on show.</summary>
    public string? Token { get; init; }

    /// <summary>Created at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The least money, in whatever currency.</summary>
    public decimal? LeastMoney { get; init; }

    /// <summary>The most money, in whatever currency.</summary>
    public decimal? MostMoney { get; init; }

    /// <summary>What is searched for; null where nothing is.</summary>
    public OrderSearch? Search { get; init; }

    /// <summary>Whether counters tell how many orders this takes.</summary>
    public bool IsCounted => From is null && Before is null && LeastMoney is null && MostMoney is null && Search is null;

    /// <summary>Whether every facet will do.</summary>
    public bool TakesAnyFacet => Statuses is null && Currency is null && Face is null && Delivery is null && Chain is null && Token is null;

    /// <summary>Whether orders of a facet may be meant.</summary>
    public bool Takes(OrderFacet facet) =>
        (Statuses is null || Statuses.Contains(facet.Status)) &&
        IsMet(Currency, facet.Currency) &&
        IsMet(Face, facet.Face) &&
        IsMet(Delivery, facet.Delivery) &&
        IsMet(Chain?.Value, facet.Chain) &&
        IsMet(Token, facet.Token);

    private static bool IsMet(string? wish, string? word) => wish is null || wish == word;
}

/// <summary>One text that an order may be found by, in the forms in which it may be stored.</summary>
/// <param name="Orders">Orders whose id or number it is.</param>
/// <param name="Words">Addresses in canonical form, transactions as their chain prints them.</param>
public sealed record OrderSearch(IReadOnlyList<OrderId> Orders, IReadOnlyList<string> Words);
