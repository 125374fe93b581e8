using Microsoft.AspNetCore.Http;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Http.Common;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>
/// The face's refusals: what happened in Persian, in the words of the document's section on troubleshooting where it has any, and in
/// <c>details</c> the field and what was expected.
/// </summary>
internal static class CrazyMinerErrors
{
    /// <summary>The bank's gateway cannot be reached; the document says to look at <c>PAYMENT_GATEWAY_URL</c>.</summary>
    public const string NoConnection = "خطای اتصال به درگاه";

    /// <summary>The gateway does not know the account; the document says to look at <c>PAYMENT_API_KEY</c>.</summary>
    public const string NoAccount = "خطای احراز هویت";

    /// <summary>There is no such payment.</summary>
    public const string NotFound = "پرداخت یافت نشد";

    /// <summary>The gateway does not confirm a payment.</summary>
    public const string NotVerified = "پرداخت تایید نشد";

    private const string BadRequest = "داده‌های نامعتبر";
    private const string Conflict = "پرداخت دیگر قابل انجام نیست";
    private const string TooMany = "تعداد درخواست‌ها بیش از حد مجاز است";
    private const string Fault = "خطای سیستمی";
    private const string CheckKey = "مطمئن شوید PAYMENT_API_KEY تنظیم شده است";
    private const string CheckUrl = "بررسی کنید PAYMENT_GATEWAY_URL صحیح باشد";

    /// <summary>The words for a failure: by its field where that names what an operator must check, otherwise by its status.</summary>
    public static string Of(Failure failure) => failure.Refusal?.Field switch
    {
        CheckKey => NoAccount,
        CheckUrl => NoConnection,
        _ => OfStatus(failure.Status),
    };

    /// <summary>The refusal of an order; null where it was made.</summary>
    public static InputException? Of(CreateOrderResult result) => result.Outcome switch
    {
        CreateOutcome.Created or CreateOutcome.Existing or CreateOutcome.Reopened => null,
        CreateOutcome.NoWallet => NoSuchAccount(result.Detail),
        CreateOutcome.UnknownMerchant => new InputException("merchant", result.Detail!, StatusCodes.Status403Forbidden),
        CreateOutcome.Declined => new InputException("amount", result.Detail!, StatusCodes.Status409Conflict),
        CreateOutcome.AmountOutOfRange => new InputException("amount", result.Detail!),
        CreateOutcome.TooManyUnpaid =>
            new InputException("amount", result.Detail!, StatusCodes.Status429TooManyRequests) { RetryAfter = result.RetryAfter },
        CreateOutcome.ForbiddenCallback => new InputException("webhook_url", result.Detail!, StatusCodes.Status409Conflict),
        var other => throw new InvalidOperationException($"A fresh payment at a provider ends with {other}."),
    };

    /// <summary>The refusal of its payment at the gateway; null where the payer can pay.</summary>
    public static InputException? Of(ChargeResult result) => result.Outcome switch
    {
        StartChargeOutcome.Started or StartChargeOutcome.Existing => null,
        StartChargeOutcome.NoMethod => NoSuchAccount(result.Detail),
        StartChargeOutcome.Refused => new InputException(CheckKey, result.Detail!, StatusCodes.Status502BadGateway),
        StartChargeOutcome.Unknown => Unreached(result.Detail),
        var other => throw new InvalidOperationException($"A fresh payment at a provider begins with {other}."),
    };

    /// <summary>The gateway did not answer.</summary>
    /// <param name="detail">Why, in words for an operator.</param>
    /// <param name="status">503; of a callback 500, by which the document has it sent again.</param>
    public static InputException Unreached(string? detail, int status = StatusCodes.Status503ServiceUnavailable) =>
        new InputException(CheckUrl, detail ?? "no answer", status);

    private static InputException NoSuchAccount(string? detail) =>
        new(CheckKey, detail ?? "no account", StatusCodes.Status503ServiceUnavailable);

    private static string OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => NoAccount,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status409Conflict => Conflict,
        StatusCodes.Status429TooManyRequests => TooMany,
        >= 500 => Fault,
        _ => BadRequest,
    };
}
