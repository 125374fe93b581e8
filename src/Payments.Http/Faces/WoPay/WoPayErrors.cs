using Payments.Contracts.Orders;

namespace Payments.Http.Faces.WoPay;

/// <summary>
/// From a refusal to the field and the status code of the WoPay document, and 409 where something that is there already stands in the way.
/// </summary>
internal static class WoPayErrors
{
    /// <summary>The field and the HTTP status; null where the outcome is no refusal.</summary>
    public static (string Field, int Status)? Of(CreateOutcome outcome) => outcome switch
    {
        CreateOutcome.Created or CreateOutcome.Existing or CreateOutcome.Reopened => null,
        CreateOutcome.UnknownMerchant => ("merchant", 403),
        CreateOutcome.NoWallet => ("currency", 400),
        CreateOutcome.ChainOff => ("chain", 400),
        CreateOutcome.AmountOutOfRange => ("amount", 400),
        CreateOutcome.ForbiddenCallback => ("callback_url", 400),
        CreateOutcome.ChainBehind => ("chain", 503),
        CreateOutcome.NoRate => ("currency", 503),
        CreateOutcome.AmountsExhausted => ("amount", 503),
        CreateOutcome.Declined => ("order_id", 403),
        CreateOutcome.TooManyUnpaid => ("order_id", 429),
        CreateOutcome.TooManyChanges => ("currency", 429),
        CreateOutcome.ConflictingMoney or CreateOutcome.ConflictingTerms or CreateOutcome.Over or CreateOutcome.Archived or
            CreateOutcome.NotOpen or CreateOutcome.NotFound or CreateOutcome.TooManyQuotes => ("order_id", 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
