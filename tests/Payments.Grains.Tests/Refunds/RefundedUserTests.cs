using Payments.Contracts.Users;
using Payments.Domain.Refunds;
using Payments.Domain.Users;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Grains.Tests.Refunds;

/// <summary>Refunds of orders that credited an end user.</summary>
public sealed class RefundedUserTests : RefundHost
{
    private async Task<decimal> AvailableAsync() => (await Wallet("u-7").GetAsync())!.BalanceIn("CNY")!.Available;

    private Task<UserResult> SpendAsync(decimal amount) =>
        Wallet("u-7").DebitAsync(new UserSpend { Key = $"s-{amount}", Currency = "CNY", Amount = amount });

    [Fact]
    public async Task The_credit_is_reversed_before_the_provider_is_asked()
    {
        await PaidAsync("n", "u-7");
        var before = 0m;
        Toy.NextRefund.Enqueue(() =>
        {
            before = Task.Run(AvailableAsync).GetAwaiter().GetResult();
            return new RefundAnswer(ProviderOutcome.Done, RefundState.Done, null, null);
        });
        var refund = (await RefundAsync("n", amount: "20")).Refund!;
        (refund.Status, refund.Reversed, refund.Reversal, before).Should().Be((RefundStatus.Succeeded, 20m, RefundReversal.Done, 50m));
        (await RefundAsync("n", "r-2")).Refund!.Reversed.Should().Be(50m);
        (await AvailableAsync()).Should().Be(0);
    }

    [Fact]
    public async Task What_the_user_has_spent_is_not_refunded_and_nobody_is_asked()
    {
        await PaidAsync("n", "u-7");
        await SpendAsync(60);
        var refused = (await RefundAsync("n", amount: "20")).Refund!;
        (refused.Status, refused.Reversal).Should().Be((RefundStatus.Failed, RefundReversal.None));
        refused.Word.Should().Contain("balance is too small");
        Toy.Refunds.Should().BeEmpty();
        (await RefundAsync("n", "r-2", "10")).Refund!.Status.Should().Be(RefundStatus.Succeeded);
        (await AvailableAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_refund_that_fails_afterwards_gives_the_credit_back_once()
    {
        await PaidAsync("n", "u-7");
        Toy.NextRefund.Enqueue(() => Unknown);
        await RefundAsync("n", amount: "20");
        (await AvailableAsync()).Should().Be(50);
        var order = await ReadAsync("n");
        (await Grain("n").AcceptRefundAsync("toy", Owner, News(order, RefundStatus.Failed, 20))).Should().Be(RefundNewsOutcome.Taken);
        for (var i = 0; i < 3; i++) await PassAsync(TimeSpan.FromHours(1), "n");
        var refund = await ReadRefundAsync("n");
        (refund.Status, refund.Reversal, refund.AskAt).Should().Be((RefundStatus.Failed, RefundReversal.Returned, null));
        (await AvailableAsync()).Should().Be(70);
    }

    [Fact]
    public async Task A_process_that_dies_after_the_reversal_takes_it_once()
    {
        await PaidAsync("n", "u-7");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Storage.PassFirst = 2;
        Host.Storage.Gate = gate.Task;
        var request = RefundAsync("n", amount: "20");
        await Patience.UntilAsync(AvailableAsync, available => available == 50, "the credit is reversed");
        Host.Storage.FailNextWrite = new InvalidOperationException("the disk is gone");
        gate.SetResult();
        await FluentActions.Awaiting(() => request).Should().ThrowAsync<Exception>();
        await DieAndStartAsync(GrainHost.Keys(1));
        Toy.Refunds.Should().BeEmpty();
        await PassAsync(TimeSpan.FromSeconds(1), "n");
        (await ReadRefundAsync("n")).Status.Should().Be(RefundStatus.Succeeded);
        (await AvailableAsync()).Should().Be(50);
    }
}
