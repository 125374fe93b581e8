using Microsoft.AspNetCore.Http;
using Payments.Contracts.Users;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>From outcomes of users' wallets to the API's errors.</summary>
internal static class UserErrors
{
    /// <summary>The refusal of a change; null where it was made, now or before.</summary>
    public static InputException? Of(UserResult result) => result.Outcome switch
    {
        UserOutcome.Done or UserOutcome.Repeated => null,
        UserOutcome.KeyTaken => Conflict("key", "has an entry that says something else"),
        UserOutcome.Insufficient => Conflict("amount", "less is available"),
        UserOutcome.TooLarge => Conflict("amount", "the balance would have too many digits"),
        UserOutcome.TooManyCurrencies => Conflict("currency", $"at most {UserRules.MaxCurrencies} for one user"),
        UserOutcome.TooManyHolds => Conflict("holds", $"at most {UserRules.MaxHolds} open ones for one user"),
        UserOutcome.NoHold => new("key", "no open hold: there never was one, or it was settled or expired", StatusCodes.Status404NotFound),
        UserOutcome.TooMuch => Conflict("amount", "less remains of it"),
        UserOutcome.NoEntry => new("key", "no such entry", StatusCodes.Status404NotFound),
        UserOutcome.NotReversible => Conflict("key", "only credits, debits and captures are reversed; a hold is released"),
        UserOutcome.Expired => new("expires_at", "is past"),
        _ => throw new InvalidOperationException($"Unknown outcome {result.Outcome}."),
    };

    private static InputException Conflict(string field, string why) => new(field, why, StatusCodes.Status409Conflict);
}
