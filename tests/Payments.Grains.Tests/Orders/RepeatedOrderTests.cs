using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Contracts.Sharing;
using Payments.Contracts.Wallets;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;
using Payments.Testing;

namespace Payments.Grains.Tests.Orders;

/// <summary>A new number costs no look-up, and one that is sent again, when its order is in nobody's memory any more, finds its order and leaves no trace.</summary>
public sealed class RepeatedOrderTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";
    private const string Other = "0x00000000000000000000000000000000000000a2";

    private static Transfer Transfer { get; } = Payment(Address, 1, 1, DateTimeOffset.UnixEpoch);

    /// <summary>Everything that an order is asked, but for its creation.</summary>
    public static TheoryData<string> Questions => [.. Asked.Keys];

    private static Dictionary<string, Func<IOrderGrain, Task>> Asked { get; } = new()
    {
        [nameof(IOrderGrain.GetAsync)] = order => order.GetAsync(),
        [nameof(IOrderGrain.GetNewerAsync)] = order => order.GetNewerAsync(null),
        [nameof(IOrderGrain.ChooseWalletAsync)] = order => order.ChooseWalletAsync("none"),
        [nameof(IOrderGrain.AcceptTransferAsync)] = order => order.AcceptTransferAsync(Transfer, 1),
        [nameof(IOrderGrain.ConfirmAsync)] = order => order.ConfirmAsync(ChainId.Bsc, 1),
        [nameof(IOrderGrain.ConfirmTransfersAsync)] = order => order.ConfirmTransfersAsync(ChainId.Bsc, []),
        [nameof(IOrderGrain.RevertAsync)] = order => order.RevertAsync(ChainId.Bsc, 1),
        [nameof(IOrderGrain.SightAsync)] = order => order.SightAsync(new Sighting { Id = Transfer.Id, Chain = ChainId.Bsc, Token = "USDT", Units = 1, To = Address, Transaction = Transfer.Transaction, SeenAt = Transfer.BlockTime }),
        [nameof(IOrderGrain.UnsightAsync)] = order => order.UnsightAsync(Transfer.Id),
        [nameof(IOrderGrain.AssignTransferAsync)] = order => order.AssignTransferAsync(Transfer.Id),
        [nameof(IOrderGrain.CloseAsync)] = order => order.CloseAsync(),
        [nameof(IOrderGrain.CompleteByHandAsync)] = order => order.CompleteByHandAsync("paid in cash"),
        [nameof(IOrderGrain.RefuseAsync)] = order => order.RefuseAsync("not sold any more"),
        [nameof(IOrderGrain.ApproveAsync)] = order => order.ApproveAsync("known", isOperator: true),
        [nameof(IOrderGrain.RefuseReviewedAsync)] = order => order.RefuseReviewedAsync("not known", isOperator: true),
        [nameof(IOrderGrain.ExtendAsync)] = order => order.ExtendAsync(Transfer.BlockTime.AddDays(1), "asked for"),
        [nameof(IOrderGrain.StartChargeAsync)] = order => order.StartChargeAsync(new StartCharge { Method = "none", PublicUrl = "http://gateway.test" }),
        [nameof(IOrderGrain.AcceptChargeAsync)] = order => order.AcceptChargeAsync("none", null, new ChargeNews { Reference = "none", State = ChargeState.Paid }),
        [nameof(IOrderGrain.AskChargeAsync)] = order => order.AskChargeAsync("none", "none", new Dictionary<string, string>()),
        [nameof(IOrderGrain.RequestRefundAsync)] = order =>
            order.RequestRefundAsync(
                new RefundRequest { Id = "r", Wish = new RefundWish(), By = "key", PublicUrl = "http://gateway.test" }),
        [nameof(IOrderGrain.DecideReturnAsync)] = order =>
            order.DecideReturnAsync(new DecideReturn { Number = 1, IsReturned = true, Reason = "seen there" }),
        [nameof(IOrderGrain.CancelRefundAsync)] = order => order.CancelRefundAsync("none"),
        [nameof(IOrderGrain.AcceptRefundAsync)] = order =>
            order.AcceptRefundAsync("none", null, new RefundNews { Reference = "none", Status = RefundStatus.Succeeded }),
        [nameof(IOrderGrain.AcceptReturnAsync)] = order => order.AcceptReturnAsync(1, Transfer),
        [nameof(IOrderGrain.ConfirmReturnsAsync)] = order => order.ConfirmReturnsAsync(ChainId.Bsc, 1),
        [nameof(IOrderGrain.RevertReturnsAsync)] = order => order.RevertReturnsAsync(ChainId.Bsc, 1),
        [nameof(IOrderGrain.GiveUpAmountAsync)] = order => order.GiveUpAmountAsync(),
        [nameof(IOrderGrain.WakeAsync)] = order => order.WakeAsync(),
    };

    /// <summary>Orders in memory.</summary>
    private async Task<int> ActiveAsync() => (await Host.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
        .Count(grain => grain.GrainId.Type.ToString() == "order");

    [Fact]
    public void Every_question_is_asked_here() =>
        typeof(IOrderGrain).GetInterfaces().Append(typeof(IOrderGrain)).SelectMany(face => face.GetMethods()).Select(method => method.Name)
            .Should().BeEquivalentTo([.. Asked.Keys, nameof(IOrderGrain.CreateAsync)]);

    [Fact]
    public async Task Asking_for_orders_that_nobody_made_leaves_no_activation_behind()
    {
        for (var i = 0; i < 50; i++)
            (await Host.Grains.GetGrain<IOrderGrain>(new OrderId($"{i:x32}").GrainKey).GetAsync()).Should().BeNull();
        await Patience.UntilAsync(ActiveAsync, count => count == 0, "no order is active");
    }

    [Fact]
    public async Task Where_orders_in_memory_are_many_a_new_one_leaves_at_once_and_is_found_again()
    {
        var wallet = await AddAsync();
        Host.Get<IOptions<OrderOptions>>().Value.KeptInMemory = 1;
        for (var i = 0; i < 10; i++) await OrderAsync($"n-{i}", wallet);
        await Patience.UntilAsync(ActiveAsync, count => count <= 1, "the others have left");

        Host.Get<IOptions<OrderOptions>>().Value.KeptInMemory = 100;
        for (var i = 0; i < 10; i++) (await CreateAsync($"n-{i}", wallet)).Outcome.Should().Be(CreateOutcome.Existing);
        (await ActiveAsync()).Should().Be(10, "who is looked at stays");
        await OrderAsync("next", wallet);
        (await ActiveAsync()).Should().Be(11);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Whatever_an_order_is_asked_first_its_row_is_read_first(string question)
    {
        await OrderAsync("n", await AddAsync());
        await RestartAsync(GrainHost.Keys(1));
        var before = Host.Storage.Reads;
        await Asked[question](OrderGrain("n"));
        if (question == nameof(IOrderGrain.AcceptTransferAsync)) Host.Audit.Came(Transfer);
        Host.Storage.Reads.Should().BeGreaterThan(before);
        (await ReadAsync("n")).Quote!.Units.Should().Be(Units(10));
    }

    [Fact]
    public async Task A_new_order_is_written_without_a_look_up()
    {
        var wallet = await AddAsync();
        await OrderAsync("first", wallet);
        var (reads, writes) = (Host.Storage.Reads, Host.Storage.Writes);
        await OrderAsync("n", wallet);
        (Host.Storage.Reads - reads, Host.Storage.Writes - writes).Should().Be((0, 1));
    }

    [Fact]
    public async Task An_open_order_is_found_by_its_amount_before_anything_is_written()
    {
        var wallet = await AddAsync();
        var first = await OrderAsync("n", wallet);
        await RestartAsync(GrainHost.Keys(1));
        var writes = Host.Storage.Writes;

        var again = await CreateAsync("n", wallet);

        (again.Outcome, again.Order!.Quote!.Units).Should().Be((CreateOutcome.Existing, first.Quote!.Units));
        Host.Storage.Writes.Should().Be(writes);
        (await OrderAsync("other", wallet)).Quote!.Units.Should().NotBe(first.Quote.Units);
        await PayAsync(Address, 10);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task An_order_that_waits_at_another_address_leaves_nothing_at_this_one()
    {
        var (wallet, other) = (await AddAsync(), await AddAsync(Other));
        var first = await OrderAsync("n", wallet);
        await RestartAsync(GrainHost.Keys(1));

        var again = await CreateAsync("n", other);

        (again.Outcome, again.Order!.Quote!.Address, again.Order.Quote.Units).Should().Be((CreateOutcome.Existing, Address, first.Quote!.Units));
        (await OpenAmountsAsync(Address), await OpenAmountsAsync(Other)).Should().Be((1, 0));
        (await OrderAsync("next", other)).Quote!.Units.Should().Be(Units(10));
    }

    [Fact]
    public async Task A_paid_order_that_is_sent_again_is_over_and_takes_nobodys_money()
    {
        var wallet = await AddAsync();
        await OrderAsync("n", wallet);
        await PayAsync(Address, 10);
        await PassAsync(Expiry + Grace + TimeSpan.FromMinutes(1), "n");
        await RestartAsync(GrainHost.Keys(1));

        (await CreateAsync("n", wallet)).Outcome.Should().Be(CreateOutcome.Over);

        (await OpenAmountsAsync(Address)).Should().Be(0);
        var stray = await PayAsync(Address, 9);
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 10)).Items.Should().ContainSingle().Which.Transfer.Id.Should().Be(stray.Id);
    }

    [Fact]
    public async Task Another_sum_under_the_same_number_is_a_conflict_and_leaves_nothing()
    {
        var (wallet, other) = (await AddAsync(), await AddAsync(Other));
        await OrderAsync("n", wallet);
        await RestartAsync(GrainHost.Keys(1));

        (await CreateAsync("n", other, 140)).Outcome.Should().Be(CreateOutcome.ConflictingMoney);
        (await CreateAsync("n", wallet, 140)).Outcome.Should().Be(CreateOutcome.ConflictingMoney);
        (await OpenAmountsAsync(Address), await OpenAmountsAsync(Other)).Should().Be((1, 0));
    }

    [Fact]
    public async Task What_a_new_order_is_refused_for_is_no_reason_not_to_find_an_old_one()
    {
        var wallet = await AddAsync();
        await OrderAsync("n", wallet);
        await RestartAsync(GrainHost.Keys(1));
        await Merchant().RemoveWalletAsync(wallet);

        (await CreateAsync("n", wallet)).Outcome.Should().Be(CreateOutcome.Existing);
        (await CreateAsync("new", wallet)).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await OrderGrain("new").GetAsync()).Should().BeNull();
    }

    [Fact]
    public async Task An_order_without_a_coin_is_found_as_well()
    {
        await AddAsync();
        await AddAsync(Other);
        (await CreateAsync("n", null!)).Outcome.Should().Be(CreateOutcome.Created);
        await RestartAsync(GrainHost.Keys(1));
        (await CreateAsync("n", null!)).Outcome.Should().Be(CreateOutcome.Existing);
    }

    [Fact]
    public async Task The_repeat_of_an_order_whose_answer_was_lost_is_that_order()
    {
        var wallet = await AddAsync();
        Host.Storage.LoseNextAnswer = new IOException("connection lost");
        await FluentActions.Awaiting(() => CreateAsync("n", wallet)).Should().ThrowAsync<Exception>();

        (await OrderAsync("other", wallet)).Quote!.Units.Should().Be(Units(10.01m));
        var again = await CreateAsync("n", wallet);
        (again.Outcome, again.Order!.Quote!.Units).Should().Be((CreateOutcome.Existing, Units(10)));
        (await OpenAmountsAsync(Address)).Should().Be(2);
    }

    [Fact]
    public async Task The_repeat_of_an_order_that_was_never_written_is_a_new_one_over_the_same_amount()
    {
        var wallet = await AddAsync();
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "order");
        await FluentActions.Awaiting(() => CreateAsync("n", wallet)).Should().ThrowAsync<Exception>();

        var again = await CreateAsync("n", wallet);
        (again.Outcome, again.Order!.Quote!.Units).Should().Be((CreateOutcome.Created, Units(10)));
        (await OpenAmountsAsync(Address)).Should().Be(1);
    }

    [Fact]
    public async Task An_order_that_is_sent_again_to_a_wallet_with_an_extended_key_is_allotted_no_address()
    {
        var (wallet, derived) = (await AddAsync(), await AddWalletAsync());
        await OrderAsync("n", wallet);
        await RestartAsync(GrainHost.Keys(1));

        (await CreateAsync("n", derived)).Order!.Quote!.Address.Should().Be(Address);
        (await OrderAsync("next", derived)).Quote!.Address.Should().Be(AddressAt(0));
    }

    private Task<string> AddAsync(string address = Address) => AddWalletAsync(PlainAt(address));

    private async Task<int> OpenAmountsAsync(string address) =>
        (await Host.Grains.GetGrain<IWalletAddressGrain>(WalletAddressKey.Of(ChainId.Bsc, address)).GetStatusAsync())!.OpenAmounts;
}
