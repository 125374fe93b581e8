using Microsoft.AspNetCore.Http;
using Payments.Contracts.Orders;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>From the outcome of a choice of coin to what the headless cashier says.</summary>
internal static class HeadlessErrors
{
    /// <summary>The refusal, or null where the coin was chosen.</summary>
    public static InputException? Of(CreateOrderResult? result) => result?.Outcome switch
    {
        null => new InputException("wallet", "is none of the coins that this payment can be made in now"),
        CreateOutcome.Existing => null,
        CreateOutcome.NoWallet or CreateOutcome.ChainOff or CreateOutcome.AmountOutOfRange or CreateOutcome.ConflictingMoney =>
            Refusal(result, StatusCodes.Status400BadRequest),
        CreateOutcome.NotFound => Refusal(result, StatusCodes.Status404NotFound),
        CreateOutcome.NotOpen or CreateOutcome.TooManyQuotes or CreateOutcome.Over or CreateOutcome.Archived =>
            Refusal(result, StatusCodes.Status409Conflict),
        CreateOutcome.Declined => Refusal(result, StatusCodes.Status403Forbidden),
        CreateOutcome.TooManyChanges => Refusal(result, StatusCodes.Status429TooManyRequests),
        CreateOutcome.NoRate or CreateOutcome.AmountsExhausted or CreateOutcome.ChainBehind =>
            Refusal(result, StatusCodes.Status503ServiceUnavailable),
        var outcome => throw new InvalidOperationException($"Choosing a coin cannot come to {outcome}."),
    };

    private static InputException Refusal(CreateOrderResult result, int status) =>
        new("wallet", result.Detail!, status) { RetryAfter = result.RetryAfter };
}
