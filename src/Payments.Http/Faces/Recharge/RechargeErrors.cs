using Payments.Contracts.Orders;
using Payments.Http.Common;

namespace Payments.Http.Faces.Recharge;

/// <summary>From the outcome of opening an order to the face's refusal.</summary>
internal static class RechargeErrors
{
    /// <summary>The refusal; null where the order is open.</summary>
    public static InputException? Of(CreateOrderResult result) => FieldOf(result.Outcome) is { } found
        ? new InputException(found.Field, result.Detail!, found.Status) { RetryAfter = result.RetryAfter }
        : null;

    private static (string Field, int Status)? FieldOf(CreateOutcome outcome) => outcome switch
    {
        CreateOutcome.Created or CreateOutcome.Existing or CreateOutcome.Reopened => null,
        CreateOutcome.UnknownMerchant => ("merchant", 403),
        CreateOutcome.NoWallet => ("currency", 400),
        CreateOutcome.ChainOff => ("network", 400),
        CreateOutcome.AmountOutOfRange => ("amount", 400),
        CreateOutcome.ForbiddenCallback => ("merchant", 409),
        CreateOutcome.ChainBehind => ("network", 503),
        CreateOutcome.NoRate => ("to_currency", 503),
        CreateOutcome.AmountsExhausted => ("amount", 503),
        CreateOutcome.Declined => ("amount", 403),
        CreateOutcome.TooManyUnpaid => ("merchant", 429),
        CreateOutcome.TooManyChanges => ("to_currency", 429),
        CreateOutcome.ConflictingMoney or CreateOutcome.ConflictingTerms or CreateOutcome.Over or CreateOutcome.Archived or
            CreateOutcome.NotOpen or CreateOutcome.NotFound or CreateOutcome.TooManyQuotes => (Api.IdempotencyKey.Header, 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
