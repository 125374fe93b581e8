using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;
using Payments.Grains.Alarms;

namespace Payments.Benchmarks.Placement;

/// <summary>One minute at the day's peak, second by second: orders are created, paid and run out, and every grain call of theirs is counted at the silo where the grain lies.</summary>
internal sealed class PlacementRun
{
    /// <summary>Orders per second at the day's peak.</summary>
    public const double PeakOrders = 10_000;

    /// <summary>The part of orders that is paid.</summary>
    public const double PaidShare = 0.3;

    /// <summary>The sale: the shop of this rank sells so much more for the second half of the minute.</summary>
    public const int SaleShop = 1_000;
    public const double SaleOrders = 2_000;

    public const int Seconds = 60;

    private static readonly byte[] InstallationKey = new byte[32];

    private readonly ShopWorld world;
    private readonly OrderPath paid;
    private readonly OrderPath unpaid;
    private readonly GrainRing ring;
    private readonly Dictionary<int, double> merchants = [];
    private readonly Dictionary<string, double> addresses = [];
    private long numbers;

    public PlacementRun(ShopWorld world, int silos, OrderPath paid, OrderPath unpaid)
    {
        (this.world, this.paid, this.unpaid, ring) = (world, paid, unpaid, new GrainRing(silos));
        (Calls, Lookups, Orders) = (new SiloLoad(silos, Seconds), new SiloLoad(silos, Seconds), new SiloLoad(silos, Seconds));
        Due = new SiloLoad(AlarmGrain.Shards.Length, Seconds);
        for (var second = 0; second < Seconds; second++) Run(second);
    }

    /// <summary>Grain calls of each silo in each second.</summary>
    public SiloLoad Calls { get; }

    /// <summary>Fresh grains of each silo's part of the directory in each second.</summary>
    public SiloLoad Lookups { get; }

    /// <summary>Orders whose grain lies on a silo, created in each second.</summary>
    public SiloLoad Orders { get; }

    /// <summary>Orders due in each alarm shard in each second.</summary>
    public SiloLoad Due { get; }

    /// <summary>Payments in each second on each chain.</summary>
    public Dictionary<ChainId, long> Payments { get; } = [];

    /// <summary>Calls per second of the merchant grain that has most.</summary>
    public double HottestMerchant => merchants.Values.Max() / Seconds;

    /// <summary>Calls per second of the address grain that has most.</summary>
    public double HottestAddress => addresses.Values.Max() / Seconds;

    private void Run(int second)
    {
        var orders = world.NextCount(PeakOrders);
        for (var i = 0; i < orders; i++) Place(world.NextShop(), second);
        if (second < Seconds / 2) return;
        for (var i = world.NextCount(SaleOrders); i > 0; i--) Place(SaleShop, second);
    }

    private void Place(int shop, int second)
    {
        var isPaid = world.Happens(PaidShare);
        var path = isPaid ? paid : unpaid;
        var merchant = new MerchantId($"{shop:x32}");
        var order = OrderId.Derive(InstallationKey, merchant, $"{numbers++}");
        var (chain, address) = (world.NextChain(), world.NextAddress(shop));
        var addressKey = WalletAddressKey.Of(chain, $"0x{(long)shop * 8 + address:x40}");

        Call(merchant.GrainKey, second, path.Merchant, isFresh: false);
        Call(order.GrainKey, second, path.Order, isFresh: true);
        Call(addressKey, second, path.Address, isFresh: false);
        if (path.Delivery > 0) Call(Delivery.GrainKey(order, 1), second, path.Delivery, isFresh: true);
        Orders.Add(ring.Host(order.GrainKey), second);
        // An unpaid order is woken when it runs out and when its amount is free again, a paid one only then.
        Due.Add(AlarmGrain.Shards.IndexOf(order.Value[0]), second, isPaid ? 1 : 2);
        if (isPaid) Payments[chain] = Payments.GetValueOrDefault(chain) + 1;
        merchants[shop] = merchants.GetValueOrDefault(shop) + path.Merchant;
        addresses[addressKey] = addresses.GetValueOrDefault(addressKey) + path.Address;
    }

    private void Call(string key, int second, double calls, bool isFresh)
    {
        Calls.Add(ring.Host(key), second, calls);
        if (isFresh) Lookups.Add(ring.Directory(key), second);
    }
}
