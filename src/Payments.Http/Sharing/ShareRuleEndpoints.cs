using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Sharing;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;
using Payments.Domain.Sharing;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Risk;
using Payments.Providers.Common;

namespace Payments.Http.Sharing;

/// <summary>A merchant's rules of profit sharing.</summary>
internal sealed class ShareRuleEndpoints(
    ProviderCatalog catalog, InstallationAccounts installation, IRandomBytes random, TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/sharing/rules", KeyScopes.Sharing, List);
        routes.MapOwn("POST", "/sharing/rules", KeyScopes.Sharing, AddAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("GET", "/sharing/rules/{id}", KeyScopes.Sharing, Show);
        routes.MapOwn("PUT", "/sharing/rules/{id}", KeyScopes.Sharing, ReplaceAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("DELETE", "/sharing/rules/{id}", KeyScopes.Sharing, RemoveAsync, GuardedChange.ReceivingAddress);
    }

    private static Task<IResult> List(ApiCall call) => Task.FromResult(call.Answer(
        new ShareRulesView([.. call.Access.Merchant.ShareRules.Select(ShareRuleView.Of)]), ApiJson.Relaxed.EnvelopeShareRulesView));

    private static Task<IResult> Show(ApiCall call) => Task.FromResult(Answer(call, Find(call)));

    private async Task<IResult> AddAsync(ApiCall call) =>
        Answer(call, await SaveAsync(call, await call.BodyAsync(ShareRuleRequest.Fields), null), StatusCodes.Status201Created);

    private async Task<IResult> ReplaceAsync(ApiCall call)
    {
        var body = await call.BodyAsync(ShareRuleRequest.Fields);
        return Answer(call, await SaveAsync(call, body, Find(call)));
    }

    private static async Task<IResult> RemoveAsync(ApiCall call)
    {
        var known = Find(call);
        Require(await call.Merchant.RemoveShareRuleAsync(known.Id, call.KeyHash), null);
        return Answer(call, known);
    }

    /// <summary>
    /// Saves a rule once the provider knows its receiver. What can be refused here is refused before the provider is asked.
    /// </summary>
    private async Task<ShareRule> SaveAsync(ApiCall call, JsonFields body, ShareRule? known)
    {
        var id = known?.Id ?? RiskRuleEndpoints.NewId(random);
        var (rule, terms, name, isNews) = ShareRuleRequest.Read(body, known, id, catalog, time.GetUtcNow());
        if (LentTo(call, rule.Provider) is { } lent)
        {
            if ((rule.IsEnabled || isNews) && !lent.Allows(rule.Account)) throw NotLent(lent);
            terms = lent.Limit(terms);
        }
        Require(ShareRuleRules.Put(call.Access.Merchant.ShareRules, rule, known is not null, terms).Outcome, terms);
        if (isNews)
            Require(await Receivers(call, rule).AddAsync(new AddReceiver
            {
                Kind = rule.Kind,
                Account = rule.Account,
                Name = name,
                Relation = rule.Relation,
            }), rule);
        Require(await call.Merchant.SaveShareRuleAsync(rule, known is not null, call.KeyHash), terms);
        return rule;
    }

    /// <summary>What may be shared of the merchant's payments by the installation's account; null where they do not go by it.</summary>
    private LentSharing? LentTo(ApiCall call, string provider)
    {
        var merchant = call.Access.Merchant;
        var isLent = merchant.Providers.All(own => own.Name != provider) && installation.For(merchant.Id, provider) is not null;
        return isLent ? installation.SharingOf(provider) : null;
    }

    private static InputException NotLent(LentSharing lent) => lent.Percent == 0
        ? new("provider", "payments by the installation's account are not shared; ask its operator", StatusCodes.Status409Conflict)
        : new("receiver", "gets nothing of payments by the installation's account; ask its operator", StatusCodes.Status409Conflict);

    private static IShareReceiversGrain Receivers(ApiCall call, ShareRule rule) => call.Grains.Find<IShareReceiversGrain>(
        new ShareReceiversKey(call.Access.Merchant.Id, rule.Provider).GrainKey);

    private static ShareRule Find(ApiCall call) =>
        ShareRuleRules.Find(call.Access.Merchant.ShareRules, call.Route("id")) ?? throw NoRule;

    private static InputException NoRule => new("rule_id", "no such rule", StatusCodes.Status404NotFound);

    private static void Require(ReceiverResult result, ShareRule rule)
    {
        if (result.Outcome == ReceiverOutcome.Known) return;
        throw result.Outcome switch
        {
            ReceiverOutcome.NoAccount => new InputException("provider", result.Detail!, StatusCodes.Status409Conflict),
            ReceiverOutcome.Refused => new InputException("receiver", $"{rule.Provider} refused it: {result.Detail}"),
            ReceiverOutcome.Unknown => new InputException(
                "receiver", "the provider did not answer, try again: " + result.Detail, StatusCodes.Status503ServiceUnavailable),
            _ => new InvalidOperationException($"Unknown outcome {result.Outcome}."),
        };
    }

    private static void Require(ShareRuleOutcome outcome, ShareTerms? terms)
    {
        if (outcome == ShareRuleOutcome.Saved) return;
        throw outcome switch
        {
            ShareRuleOutcome.NotFound => NoRule,
            ShareRuleOutcome.FixedFields => new InputException(
                "receiver", "provider, receiver_type and receiver stay what they are; add another rule", StatusCodes.Status409Conflict),
            ShareRuleOutcome.TooMany => new InputException(
                "rule_id", $"at most {ShareRuleRules.MaxRules} rules", StatusCodes.Status409Conflict),
            ShareRuleOutcome.ReceiverTaken => new InputException(
                "receiver", "another rule shares with this receiver", StatusCodes.Status409Conflict),
            ShareRuleOutcome.TooManyReceivers => new InputException(
                "receiver", $"the provider takes {terms!.MostReceivers} receivers of one payment", StatusCodes.Status409Conflict),
            ShareRuleOutcome.TooMuch => new InputException(
                "percent", FormattableString.Invariant($"all rules together are above the {terms!.MostPercent} of the provider"),
                StatusCodes.Status409Conflict),
            ShareRuleOutcome.UnknownMerchant or ShareRuleOutcome.KeyReplaced => ApiRoutes.NoKey,
            _ => new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private static IResult Answer(ApiCall call, ShareRule rule, int status = StatusCodes.Status200OK) =>
        call.Answer(ShareRuleView.Of(rule), ApiJson.Relaxed.EnvelopeShareRuleView, status);
}
