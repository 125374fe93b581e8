using Payments.Contracts.Orders;

namespace Payments.Http.Faces.Pay188;

/// <summary>From a refusal to what the 188Pay face says. The document shows only the body, so the status is what a plain HTTP client expects.</summary>
public static class Pay188Errors
{
    /// <summary>The field and the HTTP status; null where the outcome is no refusal.</summary>
    public static (string Field, int Status)? Of(CreateOutcome outcome) => outcome switch
    {
        CreateOutcome.Created or CreateOutcome.Existing or CreateOutcome.Reopened => null,
        CreateOutcome.ConflictingMoney => ("amount", 409),
        CreateOutcome.UnknownMerchant => ("merchantId", 400),
        CreateOutcome.NoWallet or CreateOutcome.ChainOff => ("coinType", 400),
        CreateOutcome.AmountOutOfRange => ("amount", 400),
        CreateOutcome.ChainBehind => ("coinType", 503),
        CreateOutcome.NoRate or CreateOutcome.AmountsExhausted => ("amount", 503),
        CreateOutcome.ForbiddenCallback => ("notifyUrl", 400),
        CreateOutcome.Declined => ("merchantOrderId", 403),
        CreateOutcome.TooManyUnpaid => ("merchantId", 429),
        CreateOutcome.TooManyChanges => ("coinType", 429),
        CreateOutcome.NotOpen or CreateOutcome.NotFound or
            CreateOutcome.TooManyQuotes or CreateOutcome.Over or CreateOutcome.ConflictingTerms or
            CreateOutcome.Archived => ("merchantOrderId", 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
