using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Risk;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Risk;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Risk;

/// <summary>Whose risk control a call is about: the caller's own, or for operators the installation's.</summary>
internal sealed class RiskScope
{
    /// <summary>The installation's.</summary>
    public static readonly RiskScope Installation = new();

    /// <summary>The caller's own.</summary>
    public static readonly RiskScope Merchant = new();

    private RiskScope()
    {
    }

    /// <summary>Whether an operator calls.</summary>
    public bool IsInstallation => ReferenceEquals(this, Installation);

    /// <summary>Adds a route for merchants below <c>/risk</c>, and the same for operators below <c>/admin/risk</c>.</summary>
    public static void Map(ApiRoutes routes, string method, string path, Func<ApiCall, RiskScope, Task<IResult>> handler)
    {
        routes.MapOwn(method, "/risk" + path, KeyScopes.Risk, call => handler(call, Merchant));
        routes.MapAdmin(method, "/admin/risk" + path, call => handler(call, Installation));
    }

    /// <summary>The merchant that lists are narrowed to; null for all.</summary>
    public MerchantId? MerchantOf(ApiCall call) => IsInstallation ? null : call.Access.Merchant.Id;

    /// <summary>The rules and lists.</summary>
    public async Task<RiskBook> BookAsync(ApiCall call) => IsInstallation
        ? await Book(call).GetAsync() ?? new RiskBook()
        : call.Access.Merchant.Risk ?? new RiskBook();

    /// <summary>Makes a change.</summary>
    /// <exception cref="InputException">It is refused.</exception>
    public async Task ChangeAsync(ApiCall call, RiskChange change)
    {
        var result = IsInstallation ? await Book(call).ChangeAsync(change) : await call.Merchant.ChangeRiskAsync(change, call.KeyHash);
        if (RefusalOf(result.Outcome) is { } refusal) throw refusal;
    }

    private static IRiskBookGrain Book(ApiCall call) => call.Grains.Find<IRiskBookGrain>(IRiskBookGrain.Key);

    /// <summary>The refusal of a change; null where it was made.</summary>
    internal static InputException? RefusalOf(RiskChangeOutcome outcome) => outcome switch
    {
        RiskChangeOutcome.Saved => null,
        RiskChangeOutcome.NotFound => new("id", "no such rule or list", StatusCodes.Status404NotFound),
        RiskChangeOutcome.TooMany =>
            new("id", $"at most {RiskBookRules.MaxRules} rules and {RiskBookRules.MaxLists} lists", StatusCodes.Status409Conflict),
        RiskChangeOutcome.UnknownList => new("list", "no such list"),
        RiskChangeOutcome.OtherSubject => new("list", "is a list of another subject than the rule's; of receivers it is address"),
        RiskChangeOutcome.ListInUse => new("list_id", "a rule names this list; remove the rule first", StatusCodes.Status409Conflict),
        RiskChangeOutcome.ListChanged => new("list_id", "was written meanwhile; send it again", StatusCodes.Status409Conflict),
        RiskChangeOutcome.UnknownMerchant or RiskChangeOutcome.KeyReplaced => ApiRoutes.NoKey,
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
