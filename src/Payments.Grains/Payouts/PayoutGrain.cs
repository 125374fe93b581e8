using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Payouts;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;
using Payments.Domain.Risk;
using Payments.Grains.Charges;
using Payments.Grains.Persistence;
using Payments.Grains.Risk;
using Payments.Providers.Common;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Payouts;

/// <summary>A merchant's payouts. One grain has them all, so that two requests at once cannot exceed a limit together.</summary>
/// <remarks>
/// The provider is called beside the grain's own calls, from a timer; a reminder keeps the grain alive while a payout is under way. That
/// the provider is about to hear of a payout is stored before it does: after a crash it is asked by our number first.
/// </remarks>
[GrainType("payout")]
public sealed partial class PayoutGrain(
    [PersistentState(StateNames.PayoutBook, StorageNames.Default)] IPersistentState<Stored<PayoutBook>> stored,
    ProviderCatalog catalog,
    ProviderAccounts accounts,
    MerchantReader merchants,
    RiskDesk risks,
    ChainCatalog chains,
    PayoutQueries payouts,
    ProviderMetrics metrics,
    TimeProvider time,
    ILogger<PayoutGrain> logger) : Grain, IPayoutGrain, IRemindable
{
    /// <summary>The provider that sends the money: the only one that can.</summary>
    private const string Provider = "cryptomus";

    private const string AliveReminder = "payouts";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private PayoutBook? committed;
    private IGrainTimer? timer;

    private MerchantId Merchant => PayoutReference.MerchantOf(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        if (committed is not null && PayoutRules.HasWork(committed)) Watch();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PayoutAllowance>> GetLimitsAsync()
    {
        if (await FindOwnAsync() is not var (account, pays)) return [];
        var (book, now) = (committed ?? new PayoutBook { Merchant = Merchant }, time.GetUtcNow());
        return [.. pays.LimitsOf(account).ByCoin.Select(limit =>
            new PayoutAllowance(limit.Key, limit.Value, PayoutRules.Used(book, limit.Key, now)))];
    }

    /// <inheritdoc />
    public async Task<PayoutResult> RequestAsync(RequestPayout command)
    {
        var known = committed?.Payouts.FirstOrDefault(payout => payout.Id == command.Id)
            ?? await payouts.FindAsync(command.Merchant, command.Id);
        if (known is not null) return Known(known, command.Wish);
        if (await FindOwnAsync() is not var (account, pays)) return NoAccount();
        var limits = pays.LimitsOf(account);
        var judged = await JudgeAsync(command);
        if (await DeclinedAsync(command, judged) is { } declined) return declined;
        PayoutResult? result = null;
        await ChangeAsync(before =>
        {
            var book = before ?? new PayoutBook { Merchant = command.Merchant };
            var now = time.GetUtcNow();
            var (next, outcome, detail) = PayoutRules.Add(
                book, limits, number => PayoutRules.Judged(Make(command, number, now), judged.Verdict, now), command.Wish, now);
            result = new PayoutResult
            {
                Outcome = outcome,
                Payout = outcome == PayoutOutcome.Created ? next.Payouts[^1] : null,
                Detail = detail,
            };
            return outcome == PayoutOutcome.Created ? Audited(book, next, "payout", Asked(next.Payouts[^1])) : before;
        });
        if (result!.Payout is not { } payout)
        {
            await risks.WithdrawAsync(judged);
            return result;
        }
        var wish = payout.Wish;
        LogRequested(logger, ReferenceOf(payout), wish.Amount, wish.Coin, wish.Network, wish.Address, payout.By);
        if (judged.Verdict.Reason is not null) risks.Metrics.Decided(RiskStage.Payout, judged.Verdict.Outcome);
        return result;
    }

    /// <inheritdoc />
    public async Task<bool> TakeAsync(PayoutNews news, MerchantId? owner)
    {
        if (!PayoutReference.TryParse(news.Reference, out var reference) || committed is null || owner != Merchant)
        {
            if (committed is null) DeactivateOnIdle();
            return false;
        }
        if (PayoutRules.Find(committed, reference.Number) is null) return reference.Number <= committed.Count;
        await ApplyAsync(reference.Number, news);
        return true;
    }

    /// <inheritdoc />
    /// <remarks>Being called is enough while a payout is under way: an activation goes on by itself.</remarks>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (committed is not null && PayoutRules.HasWork(committed)) return;
        if (await this.GetReminder(AliveReminder) is { } reminder) await this.UnregisterReminder(reminder);
    }

    private static Payout Make(RequestPayout command, int number, DateTimeOffset now) => new()
    {
        Id = command.Id,
        Number = number,
        Wish = command.Wish,
        Status = PayoutStatus.Requested,
        By = command.By,
        CreatedAt = now,
        NotifyUrl = $"{command.PublicUrl}/notify/{Provider}/{command.Merchant.Value}",
        AskAt = now,
        Place = PayoutReference.PlaceOf(command.Merchant, command.Id).Value,
    };

    private static PayoutResult Known(Payout payout, PayoutWish wish) => payout.Wish.IsSame(wish)
        ? new PayoutResult { Outcome = PayoutOutcome.Existing, Payout = payout }
        : new PayoutResult { Outcome = PayoutOutcome.Conflict, Payout = payout, Detail = "another payout has this id" };

    private static PayoutResult NoAccount() => new()
    {
        Outcome = PayoutOutcome.NoAccount,
        Detail = $"payouts go from the merchant's own account at {Provider}, and there is none",
    };

    private string ReferenceOf(Payout payout) => new PayoutReference(Merchant, payout.Number).ToString();

    /// <summary>The merchant's own account; the installation's is never paid out from.</summary>
    private async ValueTask<(ProviderAccount Account, IPaysOut Pays)?> FindOwnAsync() =>
        await accounts.FindAsync(Merchant, Provider) is { } account && account.Owner == Merchant
            ? (account, (IPaysOut)catalog.Find(Provider)!)
            : null;

    private void Watch()
    {
        if (timer is null)
        {
            timer = this.RegisterGrainTimer(
                LookAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true, Interleave = true });
        }
        else
        {
            timer.Change(TimeSpan.Zero, Period);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await HandOverAsync();
        while (!cancellationToken.IsCancellationRequested && PayoutRules.Due(committed!, time.GetUtcNow()) is { } payout)
        {
            await AskAsync(payout);
            await HandOverAsync();
        }
        if (PayoutRules.HasWork(committed!))
        {
            var pause = PayoutRules.Next(committed!) - time.GetUtcNow();
            timer?.Change(pause > Period ? pause.Value : Period, Period);
            return;
        }
        timer?.Dispose();
        timer = null;
    }

    private async Task AskAsync(Payout payout)
    {
        var answer = await AnswerAsync(payout);
        switch (answer)
        {
            case null: return;
            case { Outcome: ProviderOutcome.Done, News: { } news }:
                if (await ApplyAsync(payout.Number, news)) return;
                await AskLaterAsync(payout, "the provider has another payout under our number");
                return;
            case { Outcome: ProviderOutcome.Refused }:
                LogRefused(logger, ReferenceOf(payout), answer.Reason);
                await ChangeAsync(book => PayoutRules.Refused(book!, payout.Number, answer.Reason ?? "refused", time.GetUtcNow()));
                return;
            default:
                LogUnknown(logger, ReferenceOf(payout), answer.Reason);
                await AskLaterAsync(payout, answer.Reason ?? "no answer");
                return;
        }
    }

    private async Task AskLaterAsync(Payout payout, string reason)
    {
        await ChangeAsync(book => PayoutRules.Asked(book!, payout.Number, reason, time.GetUtcNow()));
        LogDoubt(payout.Number);
    }

    /// <summary>Says that a provider is asked no more.</summary>
    private void LogDoubt(int number)
    {
        if (PayoutRules.Find(committed!, number) is { DoubtSince: not null } left)
            LogLeft(logger, ReferenceOf(left), PayoutRules.Patience.TotalDays, left.Word);
    }

    /// <summary>
    /// Asks the provider. <see cref="ProviderOutcome.Refused"/> says that nothing was sent for certain: of the first try, or where the
    /// provider knows no payout of this number afterwards either. Null says that somebody withdrew it meanwhile.
    /// </summary>
    private async Task<PayoutAnswer?> AnswerAsync(Payout payout)
    {
        if (await FindOwnAsync() is not var (account, pays)) return Unknown($"the account at {Provider} is not there any more");
        var order = new PayoutOrder(ReferenceOf(payout), payout.Wish, payout.NotifyUrl);
        var name = pays.AccountOf(account);
        if (payout.SentAt is not null && payout.Account != name)
            return Unknown($"it was sent by the account {payout.Account}, and {name} is set now; set that one again");
        var isOff = pays.LimitsOf(account).Of(payout.Wish.Coin) is null;
        if (payout.SentAt is null)
        {
            if (isOff) return Unknown(Off(payout));
            await ChangeAsync(book => PayoutRules.Sent(book!, payout.Number, name, time.GetUtcNow()));
            if (PayoutRules.Find(committed!, payout.Number) is not { SentAt: not null }) return null;
            return Certain(await CallAsync("payout", token => pays.PayOutAsync(account, order, token)));
        }
        var present = await CallAsync("query-payout", token => pays.QueryPayoutAsync(account, order.Reference, token));
        if (present.Outcome != ProviderOutcome.NotFound) return Doubtful(present);
        // What the provider took on is not made twice; what it does not know can be made under the same number.
        if (payout.Status == PayoutStatus.Processing) return Unknown("the provider does not know a payout any more that it had taken on");
        if (isOff) return Unknown(Off(payout));
        var again = await CallAsync("payout", token => pays.PayOutAsync(account, order, token));
        if (again.Outcome is not (ProviderOutcome.Refused or ProviderOutcome.NotFound)) return again;
        var told = await CallAsync("query-payout", token => pays.QueryPayoutAsync(account, order.Reference, token));
        return told.Outcome == ProviderOutcome.NotFound ? Certain(again) : Doubtful(told);
    }

    private static string Off(Payout payout) => $"payouts of {payout.Wish.Coin} were switched off before it was sent";

    private static PayoutAnswer Certain(PayoutAnswer answer) =>
        answer.Outcome == ProviderOutcome.NotFound ? answer with { Outcome = ProviderOutcome.Refused } : answer;

    private static PayoutAnswer Doubtful(PayoutAnswer answer) => answer.Outcome == ProviderOutcome.Done ? answer : Unknown(answer.Reason);

    private static PayoutAnswer Unknown(string? reason) => new(ProviderOutcome.Unknown, null, reason);

    private async Task<PayoutAnswer> CallAsync(string call, Func<CancellationToken, Task<PayoutAnswer>> act)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await ProviderCalls.WithinAsync(time, act, Unknown);
        metrics.Called(Provider, call, answer.Outcome, Stopwatch.GetElapsedTime(began));
        return answer;
    }

    /// <summary>Stores what the provider says; false where it does not fit the payout, which is logged.</summary>
    private async Task<bool> ApplyAsync(int number, PayoutNews news)
    {
        string? fault = null;
        await ChangeAsync(book =>
        {
            (var next, fault) = PayoutRules.Take(book!, number, news, time.GetUtcNow());
            return next;
        });
        if (fault is not null) LogOther(logger, news.Reference, fault);
        else LogNews(logger, news.Reference, news.Status, news.Word, news.Transaction);
        LogDoubt(number);
        return fault is null;
    }

    /// <summary>Changes the book. The provider is called between other calls, so that changes wait for one another.</summary>
    private async Task ChangeAsync(Func<PayoutBook?, PayoutBook?> change)
    {
        await turn.WaitAsync();
        try
        {
            if (change(committed) is not { } changed || ReferenceEquals(changed, committed)) return;
            var next = await ToldAsync(changed);
            var begins = PayoutRules.HasWork(next) && (committed is null || !PayoutRules.HasWork(committed));
            if (begins) await this.RegisterOrUpdateReminder(AliveReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
            await stored.SaveAsync(next, GrainContext);
            committed = next;
        }
        finally
        {
            turn.Release();
        }
        if (PayoutRules.HasWork(committed!)) Watch();
    }
}
