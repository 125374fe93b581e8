using Payments.Contracts.Merchants;
using Payments.Contracts.Refunds;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Grains.Tests.Chains;
using Payments.Storage;

namespace Payments.Grains.Tests.Refunds;

/// <summary>Refunds that a merchant's own wallet sends, found by the watcher of the chain.</summary>
public sealed class ChainRefundTests : MempoolHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private const string Payer = "bcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t";
    private const string Other = "bcrt1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszazmwwa";

    [Fact]
    public async Task The_transfer_is_found_and_ends_the_refund_when_it_is_final()
    {
        await PaidAsync("B-1");
        var asked = await RefundAsync("B-1");
        (asked.Outcome, asked.Refund!.Status, asked.Refund.AmountText, asked.Refund.Currency)
            .Should().Be((RefundOutcome.Created, RefundStatus.Requested, "0.0001", "BTC"));
        await RoundsAsync();
        Chain.Send("back", Payer, Price);
        Chain.Mine();
        await RoundsAsync();
        (await ReadRefundAsync("B-1")).Should().Match<Refund>(refund =>
            refund.Status == RefundStatus.Processing && refund.Transfer!.Transaction == "back");
        Chain.Mine();
        await RoundsAsync();
        var done = await ReadRefundAsync("B-1");
        (done.Status, done.EndedAt is null, (await ReadAsync()).Status).Should().Be((RefundStatus.Succeeded, false, OrderStatus.Completed));
        (await Grain("B-1").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.UnderWay);
        (await Host.Get<TransferStore>().FindAsync(done.Transfer!.Id)).Should().BeNull("it is nobody's payment");
    }

    [Fact]
    public async Task Another_amount_or_what_was_sent_before_ends_nothing()
    {
        await PaidAsync("B-1");
        await RefundAsync("B-1", destination: Other);
        await RoundsAsync();
        Chain.Send("before", Payer, Price);
        Chain.Mine();
        await RoundsAsync();
        Time.Advance(TimeSpan.FromHours(2));
        await Grain("B-1").CancelRefundAsync("r-1");
        await RefundAsync("B-1", "r-2");
        await RoundsAsync();
        Chain.Send("less", Payer, Price - 1);
        Chain.Send("other", Other, Price);
        Chain.Mine();
        await RoundsAsync();
        (await ReadRefundAsync("B-1", 2)).Status.Should().Be(RefundStatus.Requested);
    }

    [Fact]
    public async Task One_transfer_ends_one_refund_the_one_that_waits_longest()
    {
        await PaidAsync("B-1");
        await PaidAsync("B-2");
        await RefundAsync("B-1", amount: Price / 2);
        Time.Advance(TimeSpan.FromSeconds(1));
        await RefundAsync("B-2", amount: Price / 2);
        await RoundsAsync();
        Chain.Send("one", Payer, Price / 2);
        for (var i = 0; i < 3; i++) Chain.Mine();
        await RoundsAsync(2);
        ((await ReadRefundAsync("B-1")).Status, (await ReadRefundAsync("B-2")).Status)
            .Should().Be((RefundStatus.Succeeded, RefundStatus.Requested));

        var transfer = (await ReadRefundAsync("B-1")).Transfer!;
        (await Grain("B-2").AcceptReturnAsync(1, transfer)).Should().BeFalse("the database holds the line");
        (await ReadRefundAsync("B-2")).Transfer.Should().BeNull();
        Chain.Send("two", Payer, Price / 2);
        for (var i = 0; i < 3; i++) Chain.Mine();
        await RoundsAsync(2);
        (await ReadRefundAsync("B-2")).Transfer!.Transaction.Should().Be("two");
    }

    [Fact]
    public async Task A_reorganisation_takes_it_back_until_the_transfer_is_in_a_block_again()
    {
        await PaidAsync("B-1");
        await RefundAsync("B-1");
        await RoundsAsync();
        Chain.Send("back", Payer, Price);
        Chain.Mine();
        await RoundsAsync();
        Chain.Drop(1);
        for (var i = 0; i < 2; i++) Chain.Mine();
        await RoundsAsync(2);
        (await ReadRefundAsync("B-1")).Should().Match<Refund>(refund => refund.Status == RefundStatus.Requested && refund.Transfer == null);
        Chain.Send("back", Payer, Price);
        for (var i = 0; i < 2; i++) Chain.Mine();
        await RoundsAsync(2);
        (await ReadRefundAsync("B-1")).Status.Should().Be(RefundStatus.Succeeded);
    }

    [Fact]
    public async Task A_refund_to_a_wallet_of_this_gateway_is_a_transfer_there_as_any_other()
    {
        await PaidAsync("B-1");
        await RefundAsync("B-1", destination: Other);
        await RoundsAsync();
        await Merchant("other@example.com").RegisterAsync(Registration with { Email = "other@example.com" });
        (await Merchant("other@example.com").AddWalletAsync(WalletAt(Other))).Outcome.Should().Be(WalletOutcome.Saved);
        await RoundsAsync();
        var sent = Chain.Send("back", Other, Price).Id;
        for (var i = 0; i < 2; i++) Chain.Mine();
        await RoundsAsync(2);
        (await ReadRefundAsync("B-1")).Status.Should().Be(RefundStatus.Succeeded);
        (await Host.Get<TransferStore>().FindAsync(sent)).Should().NotBeNull("it fits no order of the other merchant's");
    }

    [Fact]
    public async Task What_was_not_sent_can_be_withdrawn_and_its_money_is_free()
    {
        await PaidAsync("B-1");
        (await RefundAsync("B-1", destination: "nothing")).Outcome.Should().Be(RefundOutcome.DestinationWrong);
        (await RefundAsync("B-1", destination: Wallet)).Outcome.Should().Be(RefundOutcome.DestinationWrong);
        await RefundAsync("B-1");
        (await RefundAsync("B-1", "r-2")).Outcome.Should().Be(RefundOutcome.NothingLeft);
        (await Grain("B-1").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.Cancelled);
        (await Grain("B-1").CancelRefundAsync("r-1")).Should().Be(CancelRefundOutcome.AlreadyCancelled);
        await RoundsAsync();
        Chain.Send("back", Payer, Price);
        Chain.Mine();
        await RoundsAsync();
        (await ReadRefundAsync("B-1")).Status.Should().Be(RefundStatus.Cancelled);
        (await RefundAsync("B-1", "r-2")).Outcome.Should().Be(RefundOutcome.Created);
    }

    private static SaveWallet WalletAt(string address) =>
        new() { Chain = ChainId.Bitcoin, Token = "BTC", Address = address, Currency = "CNY", Rate = 700_000m };

    private async Task PaidAsync(string number)
    {
        await Merchant().RegisterAsync(Registration);
        await Merchant().AddWalletAsync(WalletAt(Wallet));
        await OrderAsync(number);
        if (number == "B-1") await WatchAsync();
        Chain.Send($"pays-{number}", Wallet, (await ReadAsync(number)).Quote!.Units);
        for (var i = 0; i < 2; i++) Chain.Mine();
        await RoundsAsync(2);
        (await ReadAsync(number)).Status.Should().Be(OrderStatus.Completed);
    }

    private Task<RefundResult> RefundAsync(string number, string id = "r-1", UInt128? amount = null, string destination = Payer) =>
        Grain(number).RequestRefundAsync(new RefundRequest
        {
            Id = id,
            Wish = new RefundWish { Amount = amount is { } units ? TokenAmount.Format(units, 8) : null, Destination = destination },
            By = "key",
            PublicUrl = "https://pay.test",
        });

    private async Task<Refund> ReadRefundAsync(string number, int refund = 1) => (await ReadAsync(number)).Refunds[refund - 1];
}
