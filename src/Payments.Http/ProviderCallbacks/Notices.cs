using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Payouts;
using Payments.Contracts.StaticWallets;
using Payments.Domain.Charges;
using Payments.Domain.Payouts;
using Payments.Domain.Refunds;
using Payments.Domain.StaticWallets;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.ProviderCallbacks;

/// <summary>
/// Takes what providers send: read as bytes, verified by the account that it came for, and only then told to the order. What is right and
/// does not fit anything is answered so that it ends, and is written down.
/// </summary>
internal sealed partial class Notices(IGrainFactory grains, ClientAddresses clients, TimeProvider time, ILogger<Notices> logger)
{
    /// <summary>How long a notice waits for a provider's new keys: providers give up after five seconds.</summary>
    private static readonly TimeSpan KeyTime = TimeSpan.FromSeconds(3);

    /// <summary>Reads a request as its provider sees it.</summary>
    public async Task<ProviderNotice> NoticeOfAsync(HttpRequest request) => new(
        request.Method.ToUpperInvariant(),
        request.QueryString.Value ?? "",
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        await RequestBody.ReadAsync(request, body => body.ToArray()),
        clients.Of(request.HttpContext));

    /// <summary>Reads a notice, takes it, and answers with what the provider wants to hear.</summary>
    public async Task AnswerAsync(HttpContext context, IPaymentProvider provider, ProviderAccount account) =>
        await NoticeEndpoints.ReplyAsync(context, await TakeAsync(provider, account, await NoticeOfAsync(context.Request)));

    private async Task<NoticeReply> TakeAsync(IPaymentProvider provider, ProviderAccount account, ProviderNotice notice)
    {
        if (provider is IPublishesKeys keys) await PrepareAsync(keys, account, notice);
        var reading = provider.Read(account, notice, time.GetUtcNow());
        switch (reading.Verdict)
        {
            case NoticeVerdict.Genuine when reading.News is { } news:
                await TellAsync(provider.Name, account, news);
                return reading.Reply;
            case NoticeVerdict.Genuine when reading.Refund is { } refund:
                await TellAsync(provider.Name, account, refund);
                return reading.Reply;
            case NoticeVerdict.Genuine when reading.Deposit is { } deposit:
                return await TakeAsync(provider.Name, account, deposit) is StaticDepositOutcome.Later ? reading.Refusal : reading.Reply;
            case NoticeVerdict.Genuine when reading.Payout is { } payout:
                await TakeAsync(provider.Name, account, payout);
                return reading.Reply;
            case NoticeVerdict.Hint:
                var named = reading.Reference ?? reading.ProviderId ?? "";
                if (await AskAsync(provider.Name, named, reading.Hints) is null) LogNobodys(logger, provider.Name, named);
                return reading.Reply;
            case NoticeVerdict.Ignored:
                return reading.Reply;
            case NoticeVerdict.Forged or NoticeVerdict.Malformed or NoticeVerdict.Later:
                LogRefused(logger, provider.Name, reading.Verdict, reading.Reason);
                return reading.Refusal;
            default:
                throw new InvalidOperationException($"{provider.Name} read a notice as {reading.Verdict} and said no more.");
        }
    }

    /// <summary>Gets what the notice is verified with. Where that takes too long the provider is told to send it again.</summary>
    private async Task PrepareAsync(IPublishesKeys provider, ProviderAccount account, ProviderNotice notice)
    {
        using var timeout = new CancellationTokenSource(KeyTime, time);
        try
        {
            await provider.PrepareAsync(account, notice, timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            LogNoKeys(logger, account.Provider, KeyTime.TotalSeconds);
        }
    }

    /// <summary>Asks a charge's provider now; the order as it stands then, or null where no order has such a charge.</summary>
    public async Task<Domain.Orders.Order?> AskAsync(string provider, string reference, IReadOnlyDictionary<string, string> hints) =>
        ChargeReference.TryParse(reference, out var charge)
            ? await grains.Find<IOrderGrain>(charge.Order.GrainKey).AskChargeAsync(provider, reference, hints)
            : null;

    private async Task TellAsync(string provider, ProviderAccount account, ChargeNews news)
    {
        var outcome = ChargeReference.TryParse(news.Reference, out var charge)
            ? await grains.Find<IOrderGrain>(charge.Order.GrainKey).AcceptChargeAsync(provider, account.Owner, news)
            : ChargeOutcome.NotFound;
        if (outcome is ChargeOutcome.NotFound) LogNobodys(logger, provider, news.Reference);
        else LogTaken(logger, provider, news.Reference, news.State, outcome);
    }

    private async Task TellAsync(string provider, ProviderAccount account, RefundNews news)
    {
        var outcome = RefundReference.TryParse(news.Reference, out var refund)
            ? await grains.Find<IOrderGrain>(refund.Order.GrainKey).AcceptRefundAsync(provider, account.Owner, news)
            : RefundNewsOutcome.NotFound;
        LogRefund(logger, provider, news.Reference, news.Status, outcome);
    }

    [LoggerMessage(LogLevel.Information, "{Provider}: refund {Reference} is {Status}: {Outcome}")]
    private static partial void LogRefund(
        ILogger logger, string provider, string reference, RefundStatus status, RefundNewsOutcome outcome);

    private async Task<StaticDepositOutcome> TakeAsync(string provider, ProviderAccount account, StaticDeposit deposit)
    {
        var outcome = StaticWalletKey.TryParse(deposit.Reference, out var key)
            ? await grains.Find<IStaticWalletGrain>(StaticWalletKey.GrainKeyOf(key.User)).TakeAsync(deposit, account.Owner)
            : StaticDepositOutcome.NotFound;
        if (outcome == StaticDepositOutcome.NotFound) LogNobodys(logger, provider, deposit.Reference);
        else LogDeposit(logger, provider, deposit.Payment, deposit.Reference, deposit.Word, outcome);
        return outcome;
    }

    private async Task TakeAsync(string provider, ProviderAccount account, PayoutNews payout)
    {
        var isOurs = PayoutReference.TryParse(payout.Reference, out var reference) &&
            await grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(reference.Merchant)).TakeAsync(payout, account.Owner);
        if (!isOurs) LogNobodys(logger, provider, payout.Reference);
    }

    [LoggerMessage(LogLevel.Information, "{Provider}: payment {Payment} to static wallet {Reference} is {Word}: {Outcome}")]
    private static partial void LogDeposit(
        ILogger logger, string provider, string payment, string reference, string word, StaticDepositOutcome outcome);

    [LoggerMessage(LogLevel.Information, "{Provider}: charge {Reference} is {State}: {Outcome}")]
    private static partial void LogTaken(ILogger logger, string provider, string reference, ChargeState state, ChargeOutcome outcome);

    [LoggerMessage(LogLevel.Warning, "{Provider} says something of charge {Reference}, which is no order's of this account")]
    private static partial void LogNobodys(ILogger logger, string provider, string reference);

    [LoggerMessage(LogLevel.Warning, "{Provider}: its newest keys could not be had within {Seconds} s; the notice is read without them")]
    private static partial void LogNoKeys(ILogger logger, string provider, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Provider}: a notice was refused, {Verdict}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string provider, NoticeVerdict verdict, string? reason);
}
