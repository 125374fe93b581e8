using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>The page that a payer sees who comes back from the bank's gateway: in Persian, from right to left.</summary>
internal static class CrazyMinerPages
{
    private const int AgainSeconds = 10;

    /// <summary>Says what became of the payment.</summary>
    public static Task WriteAsync(HttpContext context, FollowedReturn followed)
    {
        var (status, title, text) = followed.Outcome switch
        {
            ReturnOutcome.Paid when followed.Order!.Terms.User is not null =>
                (200, "پرداخت موفق", "پرداخت شما با موفقیت انجام شد و کیف پول شما شارژ می‌شود."),
            ReturnOutcome.Paid => (200, "پرداخت موفق", "پرداخت شما با موفقیت انجام شد."),
            ReturnOutcome.NotPaid => (200, CrazyMinerErrors.NotVerified,
                "درگاه این پرداخت را تایید نکرد. اگر مبلغی از حساب شما کسر شده باشد، بانک آن را بازمی‌گرداند."),
            ReturnOutcome.Held => (200, "پرداخت در دست بررسی", "پرداخت شما باید بررسی شود. لطفاً با پشتیبانی تماس بگیرید."),
            ReturnOutcome.Unknown => (200, "پرداخت در حال بررسی", "درگاه هنوز پاسخ نداده است. چند لحظه دیگر این صفحه را تازه کنید."),
            ReturnOutcome.NoPayment => (404, CrazyMinerErrors.NotFound, "پرداختی با این مشخصات یافت نشد."),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
        // A posted return cannot be asked for again by an address alone.
        var isAgain = followed.Outcome == ReturnOutcome.Unknown && HttpMethods.IsGet(context.Request.Method);
        return WriteAsync(context, status, title, text, followed.Order, isAgain);
    }

    /// <summary>Says a failure.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure) => WriteAsync(
        context, failure.Status, CrazyMinerErrors.Of(failure), "لطفاً چند لحظه دیگر دوباره تلاش کنید.", null, isAgain: false);

    private static Task WriteAsync(HttpContext context, int status, string title, string text, Order? order, bool isAgain) =>
        PageRenderer.WriteAsync<CrazyMinerPage>(context, status, new()
        {
            [nameof(CrazyMinerPage.Title)] = title,
            [nameof(CrazyMinerPage.Text)] = text,
            [nameof(CrazyMinerPage.Amount)] = order is null ? null : Amount(order),
            [nameof(CrazyMinerPage.TrackingCode)] = order is null ? null : CrazyMinerJson.TrackingCode(order),
            [nameof(CrazyMinerPage.ReturnUrl)] = order?.Terms.ReturnUrl is null ? null : $"/cashier/{order.Id.Value}/return",
            [nameof(CrazyMinerPage.AgainSeconds)] = isAgain ? AgainSeconds : null,
        });

    /// <summary>Money as Iranians read it: <c>۱۰۰٬۰۰۰ ریال</c>.</summary>
    private static string Amount(Order order)
    {
        var digits = order.Money.ToString("#,0.##", CultureInfo.InvariantCulture).Replace(',', '٬').Replace('.', '٫');
        var persian = string.Concat(digits.Select(letter => char.IsAsciiDigit(letter) ? (char)('۰' + letter - '0') : letter));
        var unit = order.Currency switch { MoneyBounds.Rial => "ریال", MoneyBounds.Toman => "تومان", var other => other };
        return $"{persian} {unit}";
    }
}
