using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests;

/// <summary>Two gateways on one database, so that every grain is active twice: what silos do for seconds when one was taken for dead. The database alone decides between them.</summary>
public sealed class TwoGatewaysTests : IAsyncLifetime
{
    private const string Address = "0x52908400098527886E0F7030069857D2E4169EE7";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-two-").FullName;
    private GatewayHost one = null!;
    private GatewayHost other = null!;
    private MerchantId merchant;

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
            ["Logging:LogLevel:Default"] = "None",
            ["Database"] = TestDatabase.PostgresOf(folder)
        };
        one = await GatewayHost.StartAsync(settings, dataFolder: folder);
        merchant = (await one.RegisterMerchantAsync()).Merchant.Id;
        (await one.AddWalletAsync(merchant, "bsc", "USDT", Address)).Outcome.Should().Be(Contracts.Merchants.WalletOutcome.Saved);
        // The two are clusters of their own: within one a grain would be active once.
        other = await GatewayHost.StartAsync(settings, dataFolder: folder, cluster: "other");
    }

    public async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await one.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_payment_finds_its_order_by_either_activation_of_its_address()
    {
        await one.CreateOrderAsync(merchant, "A-1");
        var theirs = await other.CreateOrderAsync(merchant, "B-1");
        (await MatchAsync(one, theirs.Quote!.Units, 1)).Should().Be(theirs.Id);
        (await one.Services.GetRequiredService<TransferStore>().HasAnyAsync(ChainId.Bsc, Address)).Should().BeFalse();
    }

    [Fact]
    public async Task A_payment_is_not_given_to_an_order_to_which_its_amount_was_only_proposed()
    {
        var older = OrderId.From(new string('a', 32));
        var proposed = (await one.Grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, Address)).ReserveAsync(new ReserveAmount
        {
            Order = older,
            Merchant = merchant,
            Token = "USDT",
            Units = 10_000_000_000_000_000_000,
            MaxSteps = 0,
            OpenedAt = TimeProvider.System.GetUtcNow(),
            Until = TimeProvider.System.GetUtcNow().AddHours(1),
        })).Units!.Value;
        var theirs = await other.CreateOrderAsync(merchant, "B-1");
        theirs.Quote!.Units.Should().Be(proposed, "the other activation does not know of the proposal");
        (await MatchAsync(one, proposed, 1)).Should().Be(theirs.Id);
    }

    [Fact]
    public async Task An_inexact_payment_is_not_given_to_an_order_that_seems_to_wait_alone()
    {
        var ours = await one.CreateOrderAsync(merchant, "A-1");
        await other.CreateOrderAsync(merchant, "B-1");
        (await MatchAsync(one, ours.Quote!.Units / 10 * 9, 1)).Should().BeNull();
        (await one.Services.GetRequiredService<TransferStore>().HasAnyAsync(ChainId.Bsc, Address)).Should().BeTrue();
    }

    [Fact]
    public async Task An_activation_that_has_missed_many_orders_gives_the_next_free_amount()
    {
        var first = await one.CreateOrderAsync(merchant, "A-0");
        for (var number = 0; number < 40; number++) await other.CreateOrderAsync(merchant, $"B-{number}");
        var next = await one.CreateOrderAsync(merchant, "A-1");
        next.Quote!.Units.Should().Be(first.Quote!.Units + 31 * (UInt128)100_000_000_000_000,
            "ten of them have the payable steps, thirty finer ones");
    }

    [Fact]
    public async Task Of_two_activations_of_an_order_one_commits_and_the_other_reads_what_it_did()
    {
        var order = await one.CreateOrderAsync(merchant, "A-1");
        var (here, there) = (one.Grains.GetGrain<Contracts.Orders.IOrderGrain>(order.Id.GrainKey), other.Grains.GetGrain<Contracts.Orders.IOrderGrain>(order.Id.GrainKey));
        var transfer = TransferOf(order.Quote!.Units, 1);
        (await there.GetAsync())!.Status.Should().Be(OrderStatus.Pending);
        await there.AcceptTransferAsync(transfer, 5);

        // This activation does not know of it: its write is refused, and its next call begins with what is stored.
        await FluentActions.Awaiting(() => here.AcceptTransferAsync(transfer, 5)).Should().ThrowAsync<Orleans.Storage.InconsistentStateException>();
        await here.AcceptTransferAsync(transfer, 5);
        (await here.GetAsync())!.Transfers.Should().ContainSingle();
        (await here.GetAsync())!.Outbox.Count.Should().Be((await there.GetAsync())!.Outbox.Count);
    }

    private async Task<OrderId?> MatchAsync(GatewayHost host, UInt128 units, int number) =>
        (await host.Grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, Address)).MatchAsync([TransferOf(units, number)])).Single().Order;

    private static Transfer TransferOf(UInt128 units, int number)
    {
        var transaction = "0x" + number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
        return new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, transaction, "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = units,
            From = "0x00000000000000000000000000000000000000aa",
            To = Address,
            Transaction = transaction,
            Block = 5,
            BlockHash = transaction,
            BlockTime = TimeProvider.System.GetUtcNow(),
        };
    }
}
