using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Chains;
using Payments.Grains.Merchants;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Merchants;
using Payments.Grains.Wallets;
using Payments.Testing;

namespace Payments.Grains.Tests.Wallets;

/// <summary>A merchant with an extended key, its orders, and a chain whose transfers the test dispatches itself.</summary>
public abstract class DerivedHost : MerchantHost
{
    protected const string Shop = "shop@example.com";
    protected const int GapLimit = 3;

    /// <summary>The account of BIP-86's vectors.</summary>
    protected const string Xpub = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";

    private readonly ManualTimeProvider clock = new();
    private int payments;

    protected static TimeSpan Expiry { get; } = new OrderOptions().Expiry;

    protected static TimeSpan Grace { get; } = new OrderOptions().Grace;

    protected DateTimeOffset Now => Host.Time.GetUtcNow();

    protected ExtendedKey Key => Host.Get<ChainCatalog>().ReadKey(ChainId.Bsc, Xpub, null).Key!.Key;

    protected SaveWallet Wish => new() { Chain = ChainId.Bsc, Token = "USDT", ExtendedKey = Key, Currency = "CNY", Rate = 7m };

    protected IExtendedKeyGrain KeyGrain => Host.Grains.GetGrain<IExtendedKeyGrain>(ExtendedKeyName.Of(ChainId.Bsc, Key.Id));

    /// <summary>The clock outlives a silo.</summary>
    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => StartAsync(keys, clock);

    protected Task<GrainHost> StartAsync(MasterKeyRing keys, ManualTimeProvider time) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
        }).Build());
        services.Configure<DerivationOptions>(options => options.GapLimit = GapLimit);
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    }, time);

    /// <summary>The canonical address <c>0/index</c>.</summary>
    protected string AddressAt(long index) => Host.Get<ChainCatalog>().ReadKey(ChainId.Bsc, Xpub, null).Key!.AddressAt(index);

    /// <summary>A wallet in USDT at 7 CNY whose orders share an address.</summary>
    protected static SaveWallet PlainAt(string address) => new() { Chain = ChainId.Bsc, Token = "USDT", Address = address, Currency = "CNY", Rate = 7m };

    protected Task<string> AddWalletAsync(string token = "USDT", string email = Shop) => AddWalletAsync(Wish with { Token = token }, email);

    /// <summary>Registers the merchant where there is none.</summary>
    protected async Task<string> AddWalletAsync(SaveWallet wish, string email = Shop)
    {
        await Merchant(email).RegisterAsync(Registration with { Email = email });
        var added = await Merchant(email).AddWalletAsync(wish);
        added.Outcome.Should().Be(WalletOutcome.Saved);
        return added.Wallet!.Id;
    }

    protected IOrderGrain OrderGrain(string number, GrainHost? host = null, string email = Shop)
    {
        var ids = (host ?? Host).Get<IOrderIds>();
        return (host ?? Host).Grains.GetGrain<IOrderGrain>(ids.For(ids.ForEmail(email), number).GrainKey);
    }

    /// <summary>An order over money in CNY at 7 for one token.</summary>
    protected Task<CreateOrderResult> CreateAsync(string number, string wallet, decimal money = 70, GrainHost? host = null) => OrderGrain(number, host).CreateAsync(new CreateOrder
    {
        Merchant = (host ?? Host).Get<IOrderIds>().ForEmail(Shop),
        Number = number,
        Money = money,
        WalletId = wallet,
        Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70" },
    });

    protected async Task<Order> OrderAsync(string number, string wallet, decimal money = 70)
    {
        var result = await CreateAsync(number, wallet, money);
        return result.Order ?? throw new InvalidOperationException(result.Detail);
    }

    protected async Task<Order> ReadAsync(string number) => (await OrderGrain(number).GetAsync())!;

    /// <summary>Units of a token with 18 decimals.</summary>
    protected static UInt128 Units(decimal tokens) => (UInt128)(tokens * 1_000_000) * 1_000_000_000_000;

    /// <summary>A transfer that the chain's watcher has read, final at once.</summary>
    protected async Task<Transfer> PayAsync(string address, decimal tokens, string token = "USDT")
    {
        var number = ++payments;
        var transfer = Payment(address, Units(tokens), number, Now, token);
        await Host.Get<TransferDispatcher>().DispatchAsync([transfer], number);
        return transfer;
    }

    /// <summary>The transfer of a number, which is its block's as well.</summary>
    protected static Transfer Payment(string address, UInt128 units, int number, DateTimeOffset at, string token = "USDT") => new()
    {
        Id = TransferId.Of(ChainId.Bsc, $"0x{number}", "0"),
        Chain = ChainId.Bsc,
        Token = token,
        Units = units,
        From = "0xf",
        To = address,
        Transaction = $"0x{number}",
        Block = number,
        BlockHash = "0xb",
        BlockTime = at,
    };

    /// <summary>Lets time pass, the chain be read through it, and an order look what that means.</summary>
    protected async Task PassAsync(TimeSpan time, params string[] numbers)
    {
        Host.Time.Advance(time);
        await ReadThroughAsync(Now);
        foreach (var number in numbers) await OrderGrain(number).WakeAsync();
    }

    protected Task ReadThroughAsync(DateTimeOffset time) => Host.ReadThroughAsync(ChainId.Bsc, time);
}
