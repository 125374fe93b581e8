using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Transfers;

/// <summary>
/// Whose money is that comes to an address which orders share, at 7 CNY for one token. After each scenario what came is counted or
/// unmatched.
/// </summary>
public sealed class AttributionTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<Transfer> came = [];
    private readonly HashSet<string> numbers = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_payment_completes_no_strangers_order_and_names_its_own(bool restarts)
    {
        var wallet = await AddAsync();
        var lapsed = await OpenAsync("a", wallet, 70);
        await LapseAsync("a");
        var waiting = await OpenAsync("b", wallet, 35);
        if (restarts) await RestartAsync(GrainHost.Keys(1));

        await ComeAsync(10);

        (await ReadAsync("b")).Status.Should().Be(OrderStatus.Pending);
        var late = (await UnmatchedAsync()).Should().ContainSingle().Subject;
        (late.MeantFor, late.Cause).Should().Be((lapsed.Id, "late"));
        (await OrderGrain("a").AssignTransferAsync(late.Transfer.Id)).Should().Be(AcceptOutcome.Counted);
        (await ReadAsync("a")).Transfers.Should().ContainSingle();
        await ComeAsync(5);
        (await ReadAsync("b")).Status.Should().Be(OrderStatus.Completed);
        waiting.Quote!.Units.Should().Be(Units(5));
        await CheckSumAsync();
    }

    [Fact]
    public async Task A_late_payment_is_no_part_of_a_strangers_order()
    {
        var wallet = await AddAsync();
        var lapsed = await OpenAsync("a", wallet, 35);
        await LapseAsync("a");
        await OpenAsync("b", wallet, 70);
        await ComeAsync(5);

        (await ReadAsync("b")).Transfers.Should().BeEmpty("half of it would be a part, but it is what another was asked");
        (await UnmatchedAsync()).Should().ContainSingle().Which.MeantFor.Should().Be(lapsed.Id);
        await CheckSumAsync();
    }

    [Fact]
    public async Task A_nudged_amount_that_was_let_go_and_one_asked_for_a_rest_are_their_orders_for_thirty_days()
    {
        var wallet = await AddAsync();
        await OpenAsync("a", wallet, 70);
        var nudged = await OpenAsync("b", wallet, 70);
        var rest = await OpenAsync("c", wallet, 700);
        await ComeAsync(60);
        (await ReadAsync("c")).Reservation!.Units.Should().Be(Units(40));
        await LapseAsync("a", "b", "c");
        await ComeAsync(10.01m);
        await ComeAsync(40);
        (await UnmatchedAsync()).Select(unmatched => unmatched.MeantFor)
            .Should().BeEquivalentTo([nudged.Id, (Domain.Identity.OrderId?)rest.Id]);

        await PassAsync(TimeSpan.FromDays(31));
        await ComeAsync(10.01m);
        var forgotten = (await UnmatchedAsync())[0];
        (forgotten.MeantFor, forgotten.Cause).Should().Be((null, "none_fits"));
        await CheckSumAsync();
    }

    [Fact]
    public async Task Tolerance_finds_the_one_order_whose_window_holds_the_amount_and_two_are_named()
    {
        var wallet = await AddAsync(2);
        await OpenAsync("hundred", wallet, 700);
        await OpenAsync("fifty", wallet, 350);
        await OpenAsync("two hundred", wallet, 1400);
        await ComeAsync(99);
        (await ReadAsync("hundred")).Status.Should().Be(OrderStatus.Completed);

        var (one, other) = (await OpenAsync("one", wallet, 7000), await OpenAsync("other", wallet, 7035));
        await ComeAsync(990);
        var several = (await UnmatchedAsync()).Should().ContainSingle().Subject;
        (several.MeantFor, several.Cause).Should().Be((null, "several_fit"));
        several.Candidates.Should().BeEquivalentTo([one.Id, other.Id]);
        await CheckSumAsync();
    }

    [Fact]
    public async Task An_expired_order_in_grace_is_a_candidate_and_blocks_nobody()
    {
        var wallet = await AddAsync(2);
        await OpenAsync("hundred", wallet, 700);
        await PassAsync(Expiry + Minute, "hundred");
        (await ReadAsync("hundred")).Status.Should().Be(OrderStatus.Expired);
        await OpenAsync("fifty", wallet, 350);
        await ComeAsync(49.5m);
        (await ReadAsync("fifty")).Status.Should().Be(OrderStatus.Completed);
        await ComeAsync(99);
        (await ReadAsync("hundred")).Status.Should().Be(OrderStatus.Completed);
        await CheckSumAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_two_transfers_of_one_batch_complete_waits_for_nothing_more(bool isOfOneSender)
    {
        var wallet = await AddAsync();
        await OpenAsync("a", wallet, 210);
        var (first, second) = (Next(16), Next(14));
        if (!isOfOneSender) (first, second) = (first with { From = "" }, second with { From = "" });
        await DispatchAsync(first, second);
        (await ReadAsync("a")).Status.Should().Be(OrderStatus.Completed);

        await OpenAsync("b", wallet, 217);
        await DispatchAsync(Next(25) with { From = "" });
        (await ReadAsync("b")).Transfers.Should().ContainSingle("it is the only order that really waits");
        (await UnmatchedAsync()).Should().BeEmpty();
        await CheckSumAsync();
    }

    [Fact]
    public async Task What_was_nobodys_stays_nobodys_when_it_is_dispatched_again_while_an_order_waits()
    {
        var wallet = await AddAsync();
        await ComeAsync(5);
        var stray = came[0];
        await OpenAsync("exact", wallet, 35);
        await OpenAsync("larger", wallet, 49);
        await Host.Get<TransferDispatcher>().DispatchAsync([stray], stray.Block);

        (await ReadAsync("exact")).Transfers.Should().BeEmpty();
        (await ReadAsync("larger")).Transfers.Should().BeEmpty();
        (await UnmatchedAsync()).Should().ContainSingle();
        await CheckSumAsync();
    }

    [Fact]
    public async Task Whatever_an_order_refuses_is_unmatched_and_says_why()
    {
        var wallet = await AddAsync();
        var closed = await OpenAsync("closed", wallet, 70);
        await OrderGrain("closed").CloseAsync();
        await OpenAsync("open", wallet, 77);
        await ComeAsync(10);
        var refused = (await UnmatchedAsync()).Should().ContainSingle().Subject;
        (refused.MeantFor, refused.Cause).Should().Be((closed.Id, "order_closed"));

        await ComeAsync(9.9m);
        (await ReadAsync("open")).Transfers.Should().ContainSingle("a closed order waits for nothing");
        await CheckSumAsync();
    }

    [Fact]
    public async Task A_counted_payment_that_a_reorganisation_took_back_is_its_orders_when_it_comes_again_after_a_restart()
    {
        var wallet = await AddAsync();
        await OpenAsync("a", wallet, 70);
        var payment = Next(6);
        await Host.Get<TransferDispatcher>().DispatchAsync([payment], 0);
        came.Add(payment);
        await RevertAsync(payment.Chain, payment.Block - 1);
        (await ReadAsync("a")).Transfers.Should().BeEmpty();
        // Now another order waits for just that.
        await OpenAsync("b", wallet, 42);
        await RestartAsync(GrainHost.Keys(1));

        await Host.Get<TransferDispatcher>().DispatchAsync([payment with { Block = payment.Block + 5, BlockHash = "0xc" }], 0);
        (await ReadAsync("a")).Transfers.Should().ContainSingle();
        (await ReadAsync("b")).Transfers.Should().BeEmpty();
        await CheckSumAsync();
    }

    private async Task<string> AddAsync(decimal? tolerance = null) => await AddWalletAsync(PlainAt(Address) with { Tolerance = tolerance });

    private Task<Order> OpenAsync(string number, string wallet, decimal money)
    {
        numbers.Add(number);
        return OrderAsync(number, wallet, money);
    }

    /// <summary>Lets orders expire and let go of their amounts.</summary>
    private async Task LapseAsync(params string[] all)
    {
        await PassAsync(Expiry + Grace + Minute, all);
        await PassAsync(Minute, all);
        foreach (var number in all) (await ReadAsync(number)).Reservation.Should().BeNull();
    }

    private Transfer Next(decimal tokens)
    {
        var number = 1000 + came.Count + numbers.Count * 100;
        return Payment(Address, Units(tokens), number, Now);
    }

    private Task ComeAsync(decimal tokens) => DispatchAsync(Next(tokens));

    private async Task DispatchAsync(params Transfer[] transfers)
    {
        for (var i = 0; i < transfers.Length; i++)
        {
            transfers[i] = transfers[i] with { Id = new TransferId($"{transfers[i].Id}-{came.Count + i}") };
        }
        came.AddRange(transfers);
        await Host.Get<TransferDispatcher>().DispatchAsync(transfers, transfers.Max(transfer => transfer.Block));
    }

    private async Task<IReadOnlyList<UnmatchedTransfer>> UnmatchedAsync() =>
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 200)).Items;

    /// <summary>What came is counted for one order or unmatched, each once.</summary>
    private async Task CheckSumAsync()
    {
        var counted = new List<TransferId>();
        foreach (var number in numbers) counted.AddRange((await ReadAsync(number)).Transfers.Select(transfer => transfer.Transfer.Id));
        counted.Concat((await UnmatchedAsync()).Select(unmatched => unmatched.Transfer.Id))
            .Should().BeEquivalentTo(came.Select(transfer => transfer.Id));
    }
}
