using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>
/// Payments of strangers that are older than the orders over just their amounts, and payments of orders whose blocks are stamped oddly.
/// </summary>
public sealed class OlderPaymentTests : MempoolHost
{
    private const string Wallet = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

    protected override string MostBehind => "00:05:00";

    [Fact]
    public async Task A_payment_that_was_read_before_its_order_was_opened_never_pays_it()
    {
        await BeginAsync();
        // Three times as much each, so that no amount is like one that another order asks.
        for (var (i, times) = (0, 1ul); i < 12; i++, times *= 3)
        {
            var older = Chain.Send($"stranger-{i}", Wallet, Price * times).Id;
            Chain.Mine();
            await RoundsAsync();
            await OrderAsync($"n{i}", 70m * times);
            (await ReadAsync($"n{i}")).Quote!.Units.Should().Be(Price * times);
            Chain.Mine();
            await RoundsAsync();
            await ExpectAsync(OrderStatus.Pending, 0, 0, $"n{i}");
            (await FindAsync(older)).Should().NotBeNull();
        }
    }

    [Fact]
    public async Task A_block_that_was_seen_and_not_yet_read_when_the_order_was_opened_is_older_whatever_its_stamp()
    {
        await BeginAsync();
        Chain.HidesBlocks = true;
        var older = Chain.Send("stranger", Wallet, Price).Id;
        Chain.Mine(ahead: TimeSpan.FromMinutes(100));
        await RoundsAsync();
        await OrderAsync("n");
        Chain.HidesBlocks = false;
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);

        await ExpectAsync(OrderStatus.Pending, 0, 0, "n");
        var unmatched = (await FindAsync(older))!;
        (unmatched.Cause, unmatched.MeantFor).Should().Be(("before_order", null));
        unmatched.Candidates.Should().Equal((await ReadAsync("n")).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waited_for_a_block_before_the_order_was_opened_is_not_new_with_its_block(bool dies)
    {
        await BeginAsync();
        // Somebody else waits at the address, so that it is looked at.
        await OrderAsync("other");
        Chain.Send("stranger", Wallet, Price + 1);
        (await ReadAsync("other")).Quote!.Units.Should().Be(Price);
        Chain.Send("odd", Wallet, 3);
        await RoundsAsync();
        await OrderAsync("n");
        (await ReadAsync("n")).Quote!.Units.Should().Be(Price + 1);
        // It was within a tenth of what the other order asks; that order shows it.
        await ExpectAsync(OrderStatus.Detected, 1, 0, "other");
        if (dies) await DieAsync();
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);

        await ExpectAsync(OrderStatus.Pending, 0, 0, "n");
        await ExpectAsync(OrderStatus.Completed, 0, 1, "other");
        (await FindAsync(TransferId.Of(ChainId.Bitcoin, "odd", "0")))!.Cause.Should().Be("none_fits");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sighting_that_was_nobodys_stays_nobodys(bool dies)
    {
        await BeginAsync();
        await OrderAsync("other");
        var stranger = Chain.Send("stranger", Wallet, 3 * Price).Id;
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0, "other");
        await OrderAsync("n", 210);
        (await ReadAsync("n")).Quote!.Units.Should().Be(3 * Price);
        if (dies) await DieAsync();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0, "n");
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);

        await ExpectAsync(OrderStatus.Pending, 0, 0, "n");
        var unmatched = (await FindAsync(stranger))!;
        (unmatched.Cause, unmatched.MeantFor).Should().Be(("seen_before", (await ReadAsync("n")).Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_reorganisation_took_back_is_not_new_when_it_comes_again(bool dies)
    {
        await BeginAsync();
        Chain.Mine();
        var stranger = Chain.Send("stranger", Wallet, Price).Id;
        Chain.Mine();
        await RoundsAsync();
        (await FindAsync(stranger)).Should().NotBeNull();
        await OrderAsync("n");
        Chain.Drop(1);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync();
        (await FindAsync(stranger)).Should().BeNull("its block is gone");
        if (dies) await DieAsync();
        Chain.Send("stranger", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);

        await ExpectAsync(OrderStatus.Pending, 0, 0, "n");
        (await FindAsync(stranger))!.Cause.Should().Be("seen_before");
        // What is new on the other branch counts, though its block is no higher than one that was read before the order.
        Chain.Send("payer", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "n");
    }

    [Fact]
    public async Task A_payment_in_a_block_that_replaces_one_which_was_read_before_the_order_counts()
    {
        await BeginAsync();
        for (var i = 0; i < 3; i++) Chain.Mine();
        await RoundsAsync();
        await OrderAsync("n");
        Chain.Drop(3);
        Chain.Send("payer", Wallet, Price);
        for (var i = 0; i < 4; i++) Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "n");
    }

    [Theory]
    [InlineData(115)]
    [InlineData(-55)]
    [InlineData(-1.6)]
    public async Task A_block_with_an_odd_stamp_pays_the_order_that_was_opened_before_it(double ahead)
    {
        await BeginAsync();
        await OrderAsync("n");
        Chain.Send("payer", Wallet, Price);
        Chain.Mine(ahead: TimeSpan.FromMinutes(ahead));
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "n");
        (await ReadAsync("n")).Transfers[0].Late.Should().BeFalse();
    }

    [Fact]
    public async Task No_coin_is_quoted_before_a_node_answered_and_while_the_chain_is_behind()
    {
        await RegisterAsync();
        await OrderAsync("early", outcome: CreateOutcome.ChainBehind);
        await WatchAsync();
        await OrderAsync("early");

        Chain.HeadFailure = new Payments.Chains.Reading.ChainReadException("no node answers");
        await RoundAfterAsync(TimeSpan.FromMinutes(4));
        await OrderAsync("in time");
        var stranger = Chain.Send("stranger", Wallet, 50_000_000).Id;
        Chain.Mine();
        await RoundAfterAsync(TimeSpan.FromMinutes(21));
        var refused = await CreateAsync("behind", 350_000_000m / 1000);
        (refused.Outcome, refused.Order).Should().Be((CreateOutcome.ChainBehind, null));
        refused.Detail.Should().Contain("bitcoin").And.Contain("25 minutes");

        Chain.HeadFailure = null;
        await RoundsAsync();
        (await CreateAsync("behind", 350_000_000m / 1000)).Outcome.Should().Be(CreateOutcome.Created);
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0, "behind");
        (await FindAsync(stranger)).Should().NotBeNull();
    }

    /// <summary>
    /// The bound of what is promised: what was mined while no node answered pays an order that was quoted within <c>MostBehind</c>, and no
    /// order is quoted after it.
    /// </summary>
    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task A_payment_of_just_its_amount_from_before_an_order_counts_only_in_the_window_of_MostBehind(int minutes, bool isQuoted)
    {
        await BeginAsync();
        Chain.HeadFailure = new Payments.Chains.Reading.ChainReadException("no node answers");
        await RoundAfterAsync(TimeSpan.FromMinutes(minutes));
        var stranger = Chain.Send("stranger", Wallet, Price).Id;
        Chain.Mine();
        await OrderAsync("n", outcome: isQuoted ? CreateOutcome.Created : CreateOutcome.ChainBehind);
        Chain.HeadFailure = null;
        Chain.Mine();
        await RoundsAsync(2);

        if (isQuoted) await ExpectAsync(OrderStatus.Completed, 0, 1, "n");
        else (await FindAsync(stranger)).Should().NotBeNull("it is kept, and pays nothing");
    }

    [Fact]
    public async Task A_chain_whose_blocks_are_slow_is_not_behind()
    {
        await BeginAsync();
        for (var i = 0; i < 8; i++) await RoundAfterAsync(TimeSpan.FromMinutes(4));
        await OrderAsync("n");
        await DieAndStartAsync(GrainHost.Keys(1));
        await OrderAsync("after a restart");
    }

    private async Task RegisterAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var wish = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    private async Task BeginAsync()
    {
        await RegisterAsync();
        await WatchAsync();
    }

    private async Task DieAsync()
    {
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
    }

    private Task<UnmatchedTransfer?> FindAsync(TransferId transfer) => Host.Get<TransferStore>().FindAsync(transfer);

    private async Task OrderAsync(string number, decimal money = 70, CreateOutcome outcome = CreateOutcome.Created) =>
        (await CreateAsync(number, money)).Outcome.Should().Be(outcome);

    private Task<CreateOrderResult> CreateAsync(string number, decimal money) => Grain(number).CreateAsync(new CreateOrder
    {
        Merchant = Host.Get<IOrderIds>().ForEmail(Registration.Email),
        Number = number,
        Money = money,
        Terms = new() { Face = Face.Epay, MoneyText = "70" },
    });
}
