using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Sharing;
using Payments.Providers.Common;

namespace Payments.Grains.Charges;

/// <summary>Shares at providers.</summary>
public sealed partial class ChargeBook
{
    private const string ReleaseReason = "the rest is the merchant's", ReturnReason = "the payment is refunded";

    /// <summary>What a provider allows of sharing; null where it shares nothing.</summary>
    public ShareTerms? ShareTermsOf(string? provider) =>
        provider is null ? null : (catalog.Find(provider) as ISharesProfit)?.Terms;

    /// <summary>The same by an account, of which the operator may allow less.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account it is; null for the installation's.</param>
    public ShareTerms? ShareTermsOf(string provider, MerchantId? owner) => ShareTermsOf(provider) is not { } terms
        ? null
        : accounts.LentSharingOf(provider, owner)?.Limit(terms) ?? terms;

    /// <summary>The merchant's rules that count for payments by an account, in their order.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account it is; null for the installation's.</param>
    public IEnumerable<ShareRule> ShareRulesOf(Merchant merchant, string provider, MerchantId? owner) =>
        ShareRuleRules.Of(merchant.ShareRules, provider)
            .Where(rule => accounts.LentSharingOf(provider, owner)?.Allows(rule.Account) != false);

    /// <summary>How a charge is made to be shared; null where the merchant has no rule for its provider that counts.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="owner">Whose account the charge goes by; null for the installation's.</param>
    public ChargeSharing? SharingOf(Merchant merchant, string provider, MerchantId? owner) =>
        ShareTermsOf(provider) is { } terms && ShareRulesOf(merchant, provider, owner).Any()
            ? new ChargeSharing { Stage = SharingStage.Unpaid, Wait = terms.Wait + ShareRules.Margin }
            : null;

    /// <summary>
    /// Has the shares of a charge given, all by one request, or asks what became of them. Ones that were taken on are asked for; a provider
    /// that does not know the number is asked to share again, which shares nothing twice.
    /// </summary>
    public async Task<ShareAnswer> ShareAsync(Order order, Charge charge)
    {
        var shares = OrderRules.SharesOf(order, charge.Reference).Where(share => share.IsOpen).ToArray();
        var asked = new ShareOrder(
            ShareNumbers.OfShares(NumberOf(charge)), QueryOf(charge),
            [.. shares.Select(share => new SharePart(ReceiverOf(share), share.Amount, share.Description))], IsLast: false);
        if (shares.Any(share => share.Status == ShareStatus.Processing))
        {
            var present = await QueryAsync();
            if (present.Outcome != ProviderOutcome.NotFound) return Heard(present);
        }
        var answer = await CallAsync(order, charge.Provider, asked.Number, "share", (provider, account, token) =>
            provider.ShareAsync(account, asked, token));
        return IsRefusal(answer) ? Told(await QueryAsync(), answer) : answer;

        Task<ShareAnswer> QueryAsync() => CallAsync(order, charge.Provider, asked.Number, "query-share", (provider, account, token) =>
            provider.QueryShareAsync(account, asked, token));
    }

    /// <summary>Releases what is left of a charge.</summary>
    public Task<ShareAnswer> ReleaseAsync(Order order, Charge charge)
    {
        var release = new ShareRelease(ShareNumbers.OfRelease(NumberOf(charge)), QueryOf(charge), ReleaseReason);
        return CallAsync(order, charge.Provider, release.Number, "release-share", (provider, account, token) =>
            provider.ReleaseAsync(account, release, token));
    }

    /// <summary>Has a share given back, or asks where that stands, as <see cref="ShareAsync"/>.</summary>
    public async Task<ShareAnswer> ReturnAsync(Order order, ReturnedShare back)
    {
        var (charge, share) = (ChargeOf(order, back.Charge), OrderRules.FindShare(order, back.Share)!);
        var asked = new ShareReturn(
            ShareNumbers.OfReturn(order.Id, back.Number), ShareNumbers.OfShares(NumberOf(charge)), QueryOf(charge), ReceiverOf(share),
            back.Amount, ReturnReason);
        if (back.Status == ShareStatus.Processing)
        {
            var present = await QueryAsync();
            if (present.Outcome != ProviderOutcome.NotFound) return Heard(present);
        }
        var answer = await CallAsync(order, back.Provider, asked.Number, "return-share", (provider, account, token) =>
            provider.ReturnShareAsync(account, asked, token));
        return IsRefusal(answer) ? Told(await QueryAsync(), answer) : answer;

        Task<ShareAnswer> QueryAsync() => CallAsync(order, back.Provider, asked.Number, "query-return", (provider, account, token) =>
            provider.QueryShareReturnAsync(account, asked, token));
    }

    /// <summary>Counts the shares that came to another status by a change of their order.</summary>
    public void NoteShares(Order before, Order next)
    {
        if (ReferenceEquals(before.Shares, next.Shares)) return;
        foreach (var share in next.Shares)
            if (OrderRules.FindShare(before, share.Number)?.Status != share.Status) metrics.Came(share);
    }

    /// <summary>A refusal of what may have been done before proves nothing: what the provider knows of the number counts.</summary>
    private static ShareAnswer Told(ShareAnswer told, ShareAnswer refusal) =>
        told.Outcome == ProviderOutcome.NotFound ? refusal : Heard(told);

    /// <summary>A refused question (a key that is over, a right that was taken away) does not tell what became of the money.</summary>
    private static ShareAnswer Heard(ShareAnswer told) =>
        told.Outcome == ProviderOutcome.Refused ? told with { Outcome = ProviderOutcome.Unknown } : told;

    private static bool IsRefusal(ShareAnswer answer) => answer.Outcome is ProviderOutcome.Refused or ProviderOutcome.NotFound;

    private static ShareReceiver ReceiverOf(Share share) => new(share.Kind, share.Account);

    private static ChargeReference NumberOf(Charge charge) => ChargeReference.TryParse(charge.Reference, out var number)
        ? number
        : throw new InvalidOperationException($"{charge.Reference} is no number of a charge.");

    private Task<ShareAnswer> CallAsync(
        Order order, string provider, string number, string call,
        Func<ISharesProfit, ProviderAccount, CancellationToken, Task<ShareAnswer>> act) =>
        CallAsync(order, provider, number, call, (found, account, token) => act((ISharesProfit)found, account, token),
            reason => new ShareAnswer(ProviderOutcome.Unknown, null, null, reason), answer => (answer.Outcome, answer.Reason));
}
