using Payments.Contracts.Orders;

namespace Payments.Http.Faces.Epay;

/// <summary>From a refusal to what the EPay face says: the field and what was expected.</summary>
public static class EpayErrors
{
    /// <summary>The field, the HTTP status of the page, and the words; null where the outcome is no refusal.</summary>
    public static (string Field, int Status, string Text)? Of(CreateOrderResult result) => result.Outcome switch
    {
        CreateOutcome.Created or CreateOutcome.Existing or CreateOutcome.Reopened => null,
        CreateOutcome.ConflictingMoney => ("money", 409, result.Detail!),
        CreateOutcome.UnknownMerchant => ("pid", 400, result.Detail!),
        CreateOutcome.NoWallet => ("type", 400, result.Detail!),
        CreateOutcome.ChainOff => ("type", 400, result.Detail!),
        CreateOutcome.AmountOutOfRange => ("money", 400, result.Detail!),
        CreateOutcome.ChainBehind => ("type", 503, result.Detail!),
        CreateOutcome.NoRate => ("money", 503, result.Detail!),
        CreateOutcome.AmountsExhausted => ("money", 503, result.Detail!),
        CreateOutcome.ForbiddenCallback => ("notify_url", 400, result.Detail!),
        CreateOutcome.Declined => ("out_trade_no", 403, result.Detail!),
        CreateOutcome.TooManyUnpaid => ("pid", 429, result.Detail!),
        CreateOutcome.TooManyChanges => ("type", 429, result.Detail!),
        CreateOutcome.NotOpen or CreateOutcome.NotFound or
            CreateOutcome.TooManyQuotes or CreateOutcome.Over or CreateOutcome.ConflictingTerms or
            CreateOutcome.Archived => ("out_trade_no", 409, result.Detail!),
        _ => throw new InvalidOperationException($"Unknown outcome {result.Outcome}."),
    };
}
