using System.Globalization;
using System.Text.Json;
using Payments.Chains;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>Reads which orders a list or an export is to have, from the query.</summary>
internal static class OrderFilterRequest
{
    private const int SearchLimit = 200;
    private const int CurrencyLimit = 16;

    /// <summary>Decimals of an amount that is searched for.</summary>
    private const int AmountDecimals = 18;

    /// <summary>States of an order's newest callback.</summary>
    private static readonly string[] Deliveries = ["none", .. Enum.GetNames<DeliveryStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The answers' words for an order's status, each with what it is in the list.</summary>
    private static readonly Dictionary<string, string[]> Statuses = new(StringComparer.Ordinal)
    {
        ["pending"] = ["pending", OrderFacet.Sighted],
        ["confirmed"] = ["detected"],
        ["completed"] = ["completed"],
        ["expired"] = ["expired"],
        ["closed"] = ["closed"],
        ["failed"] = ["failed"],
        ["partially_refunded"] = ["partiallyRefunded"],
        ["refunded"] = ["refunded"],
    };

    /// <summary>The filter; what is left out or empty takes all.</summary>
    /// <exception cref="InputException">A value is none of its kind.</exception>
    public static OrderFilter Read(ApiCall call, ChainCatalog chains) => Read(call.Query, call.OrderIdOf, chains);

    /// <summary>The same from any query.</summary>
    /// <param name="query">A parameter of it by name, or null.</param>
    /// <param name="orderIdOf">The id that the merchant's order of a number has.</param>
    /// <param name="chains">The chains of this gateway.</param>
    /// <exception cref="InputException">A value is none of its kind.</exception>
    public static OrderFilter Read(Func<string, string?> query, Func<string, OrderId> orderIdOf, ChainCatalog chains)
    {
        var amount = Amount(query, "amount");
        var (least, most) = (Amount(query, "amount_from"), Amount(query, "amount_to"));
        if (amount is not null && (least ?? most) is not null) throw new InputException("amount", "goes without amount_from and amount_to");
        return new OrderFilter
        {
            Statuses = Text(query, "status") is { } status ? StatusesOf(status) : null,
            Currency = Text(query, "currency") is { } currency ? Currency(currency) : null,
            Face = Text(query, "face") is { } face ? FaceOf(face) : null,
            Delivery = Text(query, "delivery") is { } delivery
                ? Deliveries.FirstOrDefault(known => known == delivery) ?? throw new InputException("delivery", $"expected one of {string.Join(", ", Deliveries)}")
                : null,
            Chain = Text(query, "chain") is { } chain ? ChainOf(chain, chains) : null,
            Token = Text(query, "token") is { } token ? TokenOf(token, chains) : null,
            From = Time(query, "from"),
            Before = Time(query, "before"),
            LeastMoney = amount ?? least,
            MostMoney = amount ?? most,
            Search = Text(query, "q") is { } text ? Search(orderIdOf, text, chains) : null,
        };
    }

    private static string? Text(Func<string, string?> query, string name) => query(name) is { Length: > 0 } text ? text : null;

    /// <summary>Several statuses are separated by commas.</summary>
    internal static string[] StatusesOf(string text) =>
    [
        .. text.Split(',').SelectMany(word => Statuses.TryGetValue(word, out var stored)
            ? stored
            : throw new InputException("status", $"expected {string.Join(", ", Statuses.Keys)}, or several separated by commas")),
    ];

    private static string Currency(string text) => text.Length <= CurrencyLimit && text.All(char.IsAsciiLetterOrDigit)
        ? text.ToUpperInvariant()
        : throw new InputException("currency", "expected a currency such as CNY");

    private static string FaceOf(string text) => CallbackFormats.Find(text) is { } format
        ? JsonNamingPolicy.CamelCase.ConvertName($"{format.Face}")
        : throw new InputException("face", $"expected one of {string.Join(", ", CallbackFormats.All.Select(known => known.Name))}");

    /// <summary>Orders of a chain that was switched off are still there.</summary>
    private static ChainId ChainOf(string text, ChainCatalog chains) => chains.TryGetChain(text, out var chain)
        ? chain.Chain
        : throw new InputException("chain", $"expected one of {string.Join(", ", chains.Known)}");

    private static string TokenOf(string text, ChainCatalog chains) =>
        chains.Known.SelectMany(chain => chains.Find(chain)!.Tokens.Keys).FirstOrDefault(symbol => symbol.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException("token", "no such token here");

    private static DateTimeOffset? Time(Func<string, string?> query, string name) =>
        Text(query, name) is { } text ? ApiRules.Time(text, name) : null;

    private static decimal? Amount(Func<string, string?> query, string name) =>
        Text(query, name) is { } text ? InputRules.Positive(text, name, "59.90", AmountDecimals, MoneyBounds.Largest) : null;

    /// <summary>What is searched may be an id, a number, an address in any chain's form, or a transaction in any case.</summary>
    private static OrderSearch Search(Func<string, OrderId> orderIdOf, string text, ChainCatalog chains)
    {
        text = text.Trim();
        if (text.Length is 0 or > SearchLimit || text.Contains('\0')) throw new InputException("q", $"expected 1 to {SearchLimit} characters");
        var orders = new List<OrderId> { orderIdOf(text) };
        if (OrderId.TryParse(text, out var id)) orders.Add(id);
        var lower = text.ToLowerInvariant();
        var words = new List<string> { text, lower, lower.StartsWith("0x", StringComparison.Ordinal) ? lower[2..] : "0x" + lower };
        foreach (var chain in chains.Known)
            if (chains.TryParseAddress(chain, text, out var address, out _)) words.Add(address);
        return new OrderSearch(orders, [.. words.Distinct(StringComparer.Ordinal)]);
    }
}
