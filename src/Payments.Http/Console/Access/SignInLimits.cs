using Microsoft.AspNetCore.Http;
using Payments.Contracts.Limits;
using Payments.Domain.Identity;
using Payments.Domain.Limits;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Ops;

namespace Payments.Http.Console.Access;

/// <summary>
/// Counts attempts to show a password, a code or a link, right ones too, before any is looked at: so many at once are as many as one after
/// another. Letters that people have sent are counted as well. An account that does not exist is counted as one that does.
/// </summary>
internal sealed class SignInLimits(RateLimiter limiter, LimitRules rules, RequestLimits requests, HttpMetrics metrics)
{
    /// <summary>Counts an attempt.</summary>
    /// <exception cref="InputException">There were too many of this account or network: 429.</exception>
    public async Task CountAsync(HttpContext context, PersonId account)
    {
        var network = requests.NetworkOf(context);
        if (network is { } counted)
            await TakeAsync(new RatePartition(LimitRules.SignInsOfNetwork, Network: counted.Value), rules.AnyAccount);
        // One network alone cannot lock an account's owner out elsewhere, until very many of them try.
        await TakeAsync(new RatePartition(LimitRules.SignIns, Part: account.Value, Network: network?.Value ?? 0), rules.AccountFromNetwork);
        await TakeAsync(new RatePartition(LimitRules.SignInsOfAccount, Part: account.Value), rules.Account);
    }

    /// <summary>Counts a letter that somebody has sent to an address which has not agreed, so that nobody can fill a mailbox.</summary>
    /// <returns>After how long it may be sent, where there were too many to this address; null where it may be sent now.</returns>
    public Task<TimeSpan?> LetterWaitAsync(string recipient) =>
        WaitAsync(new RatePartition(LimitRules.Letters, Part: ApiKeys.Hash(recipient)), rules.Recipient);

    private async Task TakeAsync(RatePartition partition, RateQuota quota)
    {
        if (await WaitAsync(partition, quota) is not { } wait) return;
        throw new InputException("account", $"too many attempts; try again in {LimitHeaders.Seconds(wait)} s",
            StatusCodes.Status429TooManyRequests)
        { RetryAfter = wait };
    }

    private async Task<TimeSpan?> WaitAsync(RatePartition partition, RateQuota quota)
    {
        if (quota.Tokens == 0) return null;
        var take = await limiter.TakeAsync(partition, quota);
        if (take.Verdict is TakeVerdict.Taken) return null;
        metrics.Limited(partition.Policy);
        return take.EndsIn;
    }
}
