using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests.Lists;

/// <summary>
/// Orders and callbacks that a seed makes and changes at random, in a database and in memory. What the lists should say is reckoned from
/// memory alone.
/// </summary>
internal sealed class OrderBook(StorageUnderTest storage, int seed)
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);
    private static readonly string[] Addresses = ["0xa", "0xb", "Tc"];
    private static readonly string[] Chains = ["bsc", "tron"];

    private readonly Random random = new(seed);
    private readonly Dictionary<OrderId, (Order Order, int Version)> orders = [];
    private readonly Dictionary<OrderId, (Delivery Delivery, int Version)> callbacks = [];

    public static MerchantId Merchant { get; } = new("m1");

    public IReadOnlyList<Order> Orders =>
        [.. orders.Values.Select(row => row.Order).OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id.GrainKey, StringComparer.Ordinal)];

    /// <summary>One change: mostly a new order or a step of an old one.</summary>
    public Task StepAsync() => random.Next(10) switch
    {
        < 5 => AddAsync(),
        < 8 => ChangeAsync(),
        8 => CallBackAsync(),
        _ => random.Next(4) == 0 ? RemoveAsync() : ChangeAsync(),
    };

    /// <summary>What an order should be listed as.</summary>
    public OrderFacet FacetOf(Order order) => new(
        order is { Status: OrderStatus.Detected, Transfers.Count: 0 } ? OrderFacet.Sighted : Word(order.Status),
        order.Currency,
        Word(order.Terms.Face),
        order.Deliveries == 0 || order.ArchivedAt is not null ? "none"
            : callbacks.TryGetValue(order.Id, out var row) && row.Delivery.Number == order.Deliveries ? Word(row.Delivery.Status) : "pending",
        order.Quote?.Chain.Value ?? "",
        order.Quote?.Token ?? "");

    /// <summary>A filter of whatever kinds.</summary>
    public OrderFilter Filter()
    {
        T? Maybe<T>(T value) where T : class => random.Next(4) == 0 ? value : null;
        var money = Money();
        return new OrderFilter
        {
            Statuses = Maybe<string[]>(random.Next(2) == 0 ? ["pending", "sighted"] : ["completed", "closed", "refunded"]),
            Currency = Maybe(Pick(["CNY", "USD"])),
            Face = Maybe(Pick(["epay", "woPay"])),
            Delivery = Maybe(Pick(["none", "pending", "delivered", "failed"])),
            Chain = random.Next(4) == 0 ? new ChainId(Pick(Chains)) : null,
            Token = Maybe(Pick(["USDT", "USDC"])),
            From = random.Next(6) == 0 ? Time() : null,
            Before = random.Next(6) == 0 ? Time() : null,
            LeastMoney = random.Next(5) == 0 ? money : null,
            MostMoney = random.Next(5) == 0 ? random.Next(2) == 0 ? money : money + 3 : null,
            Search = random.Next(4) == 0 ? Search() : null,
        };
    }

    /// <summary>Whether a filter should take an order.</summary>
    public bool IsTaken(OrderFilter filter, Order order) =>
        filter.Takes(FacetOf(order)) && !(order.CreatedAt < filter.From) && !(order.CreatedAt >= filter.Before) &&
        !(order.Money < filter.LeastMoney) && !(order.Money > filter.MostMoney) &&
        (filter.Search is not { } search || search.Orders.Contains(order.Id) || search.Words.Any(WordsOf(order).Contains));

    private static IEnumerable<string> WordsOf(Order order) =>
    [
        .. order.Quotes.Select(quote => quote.Address),
        .. order.Transfers.SelectMany(counted => new[] { counted.Transfer.Transaction, counted.Transfer.From }),
        .. order.Sightings.Select(sighting => sighting.Transaction),
    ];

    private OrderSearch Search() => new(
        orders.Count > 0 && random.Next(2) == 0 ? [Pick([.. orders.Keys])] : [],
        random.Next(5) == 0 ? [] : [Pick(Addresses), Pick(["0xt1", "0xt2", "0xsender", "0xnone"])]);

    private async Task AddAsync()
    {
        var order = new Order
        {
            Id = new OrderId($"{random.NextInt64():x16}{random.NextInt64():x16}"),
            Merchant = Merchant,
            Pid = 1000,
            Number = $"{orders.Count}",
            Status = OrderStatus.Pending,
            Currency = Pick(["CNY", "USD"]),
            Money = Money(),
            Terms = new OrderTerms { Face = Pick([Face.Epay, Face.WoPay]), MoneyText = "1" },
            CreatedAt = Time(),
            OpenedAt = Start,
            ExpiresAt = Start,
            Quotes = random.Next(3) == 0 ? [] : [Quote()],
        };
        await WriteAsync(order, null);
    }

    private async Task ChangeAsync()
    {
        if (orders.Count == 0) return;
        var (order, version) = Pick([.. orders.Values]);
        var next = random.Next(7) switch
        {
            0 => order with { Status = OrderStatus.Detected, Transfers = [] },
            1 => order with { Status = OrderStatus.Detected, Transfers = [Counted(order, Pick(["0xt1", "0xt2"]))] },
            2 => order with { Status = OrderStatus.Completed, Deliveries = order.Deliveries + 1 },
            3 => order with { Quotes = [.. order.Quotes, Quote()] },
            4 => order with { Money = Money(), Quotes = [Quote()] },
            5 => OrderRules.Tombstone(order with { Status = OrderStatus.Closed }, Start),
            _ => order with { Sightings = order.Sightings.Count > 0 ? [] : [Sighted(order)] },
        };
        await WriteAsync(next, version);
    }

    private async Task CallBackAsync()
    {
        if (Orders.Where(order => order.Deliveries > 0).ToArray() is not { Length: > 0 } called) return;
        var order = Pick(called);
        var isNew = !callbacks.TryGetValue(order.Id, out var row) || row.Delivery.Number != order.Deliveries;
        var delivery = new Delivery
        {
            Order = order.Id,
            Number = order.Deliveries,
            Merchant = Merchant,
            Url = "https://shop.example/notify",
            Form = CallbackForm.EpayParameters,
            Payload = "x=1",
            CreatedAt = Start,
            Status = isNew && random.Next(2) == 0 ? DeliveryStatus.Pending : Pick([DeliveryStatus.Delivered, DeliveryStatus.Failed, DeliveryStatus.Pending]),
        };
        var version = await storage.Get<IStateStore>().WriteAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, delivery.Number),
            storage.Get<JsonStateSerializer>().Serialize(delivery).ToMemory(), isNew ? null : row.Version);
        callbacks[order.Id] = (delivery, version);
    }

    private async Task RemoveAsync()
    {
        if (orders.Count == 0) return;
        var (order, version) = Pick([.. orders.Values]);
        await storage.Get<IStateStore>().ClearAsync(StateTable.Orders, order.Id.GrainKey, version);
        orders.Remove(order.Id);
    }

    private async Task WriteAsync(Order order, int? version) => orders[order.Id] = (order, await storage.Get<IStateStore>().WriteAsync(
        StateTable.Orders, order.Id.GrainKey, storage.Get<JsonStateSerializer>().Serialize(order).ToMemory(), version));

    private Quote Quote() => new()
    {
        Wallet = "w",
        Chain = new ChainId(Pick(Chains)),
        Token = Pick(["USDT", "USDC"]),
        Decimals = 6,
        Address = Pick(Addresses),
        Units = 1,
        Rate = 7,
        RateSource = "par",
    };

    private static OrderTransfer Counted(Order order, string transaction) => new()
    {
        Transfer = new Transfer
        {
            Id = new TransferId($"bsc:{transaction}:{order.Id}"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = 1,
            From = "0xsender",
            To = "0xa",
            Transaction = transaction,
            Block = 1,
            BlockHash = "0xh",
            BlockTime = Start,
        },
    };

    private static Sighting Sighted(Order order) => new()
    {
        Id = new TransferId($"bsc:s:{order.Id}"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 1,
        To = "0xa",
        Transaction = "0xt2",
        SeenAt = Start,
    };

    /// <summary>Some fall into one millisecond, most into one quarter of an hour, and some lie months apart.</summary>
    private DateTimeOffset Time() => Start.AddMilliseconds(random.Next(3) switch
    {
        0 => random.Next(4),
        1 => random.Next(900_000),
        _ => random.NextInt64(10_000_000_000),
    });

    private decimal Money() => Pick([0.01m, 1m, 7.50m, 99.999999m, 123456789.000000000000000001m]);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
