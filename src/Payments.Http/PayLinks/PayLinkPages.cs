using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.PayLinks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Faces.WoPay;
using Payments.Http.Limits;
using Payments.Http.Pages;

namespace Payments.Http.PayLinks;

/// <summary>
/// The page of a payment link. Looking at it makes nothing; its form opens an order and leads on to the cashier. A shop hears of the order
/// as of a WoPay payment, at its <c>webhook_url</c>.
/// </summary>
internal sealed class PayLinkPages(
    PayLinkBook book, MerchantDirectory merchants, IGrainFactory grains, IOrderIds ids, RequestLimits limits, ClientAddresses clients,
    PublicAddress address, Handled handled, TimeProvider clock)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("link", "/link").WithReach(RouteReach.Public);
        face.MapGet("/{link}", ForLink(ShowAsync));
        face.MapPost("/{link}", ForLink(OpenAsync));
    }

    private RequestDelegate ForLink(Func<HttpContext, Merchant, PayLink, Task> handler) => handled.By(async context =>
    {
        var (merchant, link) = await FindAsync((string?)context.Request.RouteValues["link"]);
        if (merchant is null || link is null) await RefuseAsync(context, PayLinkOutcome.NotFound);
        else await handler(context, merchant, link);
    }, (context, failure) => WriteAsync(context, failure.Status, failure.Status == StatusCodes.Status429TooManyRequests
        ? PayLinkTexts.For(context.Request).TooMany
        : PayLinkTexts.For(context.Request).Later));

    private async Task<(Merchant? Merchant, PayLink? Link)> FindAsync(string? name)
    {
        if (!PayLinkKey.TryParse(name, out var pid, out var code) ||
            await merchants.ByPidAsync(pid) is not { Merchant: { Status: MerchantStatus.Active } merchant }) return default;
        return (merchant, await book.FindAsync(merchant.Id, code));
    }

    /// <summary>A shop's own page may lead here with an <c>amount</c>, for a link that leaves it open.</summary>
    private Task ShowAsync(HttpContext context, Merchant merchant, PayLink link) =>
        PayLinkRules.WhyClosed(link, clock.GetUtcNow()) is { } closed
            ? RefuseAsync(context, closed)
            : PageAsync(context, merchant, link, StatusCodes.Status200OK, null, book.Seed(), context.Request.Query["amount"].ToString());

    private async Task OpenAsync(HttpContext context, Merchant merchant, PayLink link)
    {
        var texts = PayLinkTexts.For(context.Request);
        if (!SameOrigin.Sent(context.Request, address))
        {
            await WriteAsync(context, StatusCodes.Status403Forbidden, texts.Forbidden);
            return;
        }
        await limits.CountLinkOrderAsync(context);
        var form = await FormParameters.ReadAsync(context.Request);
        var (visit, text) = (form["visit"], form["amount"]?.Trim() ?? "");
        if (!PayLinkBook.IsSeed(visit)) throw new InputException("visit", "is not that of the link's page");
        decimal money;
        try
        {
            money = link.Money ?? PayLinkRequest.Amount(text, link.Currency);
        }
        catch (InputException)
        {
            await PageAsync(context, merchant, link, StatusCodes.Status400BadRequest, texts.WrongAmount, visit!, text);
            return;
        }
        var taken = await book.Of(merchant.Id, link.Code).TakeAsync(VisitOf(visit!, money));
        if (taken.Outcome != PayLinkOutcome.Open)
        {
            await RefuseAsync(context, taken.Outcome);
            return;
        }
        await LeadOnAsync(context, merchant, taken.Link!, taken.Number!, money, visit!);
    }

    /// <summary>Opens the order, or finds it. One that is paid, or that another visit shares, is shown by the cashier as it is.</summary>
    private async Task LeadOnAsync(HttpContext context, Merchant merchant, PayLink link, string number, decimal money, string visit)
    {
        var id = ids.For(merchant.Id, number);
        var result = await grains.Find<IOrderGrain>(id.GrainKey).CreateAsync(CommandOf(context, merchant, link, number, money));
        if (WoPayErrors.Of(result.Outcome) is not { } refusal || IsShown(result.Outcome))
        {
            var language = context.Request.Query["lang"].ToString() is ("zh" or "en") and var asked ? "&lang=" + asked : "";
            CashierAnswers.Redirect(context, StatusCodes.Status303SeeOther, $"/cashier?id={id.Value}{language}");
            return;
        }
        var texts = PayLinkTexts.For(context.Request);
        var isForNow = refusal.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
        RetryHeader.Set(context.Response, refusal.Status, result.RetryAfter);
        await PageAsync(context, merchant, link, refusal.Status, isForNow ? texts.Later : texts.Impossible, visit,
            PlainDecimal.Format(money));
    }

    private static bool IsShown(CreateOutcome outcome) =>
        outcome is CreateOutcome.ConflictingMoney or CreateOutcome.ConflictingTerms or CreateOutcome.Over or CreateOutcome.Archived;

    private CreateOrder CommandOf(HttpContext context, Merchant merchant, PayLink link, string number, decimal money) => new()
    {
        Merchant = merchant.Id,
        Number = number,
        Money = money,
        Currency = link.Currency,
        Network = clients.Of(context)?.ToString(),
        Terms = new OrderTerms
        {
            Face = CallbackFormats.Webhook.Face,
            NotifyUrl = merchant.WebhookUrl,
            ReturnUrl = link.ReturnUrl,
            Subject = link.Title,
            MoneyText = PlainDecimal.Format(money),
        },
    };

    /// <summary>The same form with another amount is another payment.</summary>
    private static string VisitOf(string visit, decimal money) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{visit}\n{PlainDecimal.Format(money)}")));

    private static Task PageAsync(
        HttpContext context, Merchant merchant, PayLink link, int status, string? problem, string visit, string? amount)
    {
        var texts = PayLinkTexts.For(context.Request);
        var path = context.Request.Path.Value!;
        var language = context.Request.Query["lang"].ToString() is ("zh" or "en") and var asked ? "?lang=" + asked : "";
        var other = new QueryBuilder { { "lang", texts.Other.Code } };
        if (!string.IsNullOrEmpty(amount)) other.Add("amount", amount);
        return PageRenderer.WriteAsync<PayLinkPage>(context, status, new()
        {
            [nameof(PayLinkPage.Texts)] = texts,
            [nameof(PayLinkPage.Shop)] = merchant.ShownName,
            [nameof(PayLinkPage.Branding)] = merchant.Branding,
            [nameof(PayLinkPage.Link)] = link,
            [nameof(PayLinkPage.Money)] = link.Money is { } money ? PlainDecimal.Format(money) : null,
            [nameof(PayLinkPage.Amount)] = amount,
            [nameof(PayLinkPage.Visit)] = visit,
            [nameof(PayLinkPage.Action)] = path + language,
            [nameof(PayLinkPage.Problem)] = problem,
            [nameof(PayLinkPage.LanguageUrl)] = path + other.ToQueryString(),
        });
    }

    private static Task RefuseAsync(HttpContext context, PayLinkOutcome outcome) => WriteAsync(context, outcome switch
    {
        PayLinkOutcome.NotFound => StatusCodes.Status404NotFound,
        PayLinkOutcome.AllTaken => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status410Gone,
    }, PayLinkTexts.For(context.Request).Of(outcome));

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        var texts = PayLinkTexts.For(context.Request);
        return PageRenderer.WriteAsync<LonePage>(context, status, new()
        {
            [nameof(LonePage.Lang)] = texts.Lang,
            [nameof(LonePage.Title)] = texts.Sorry,
            [nameof(LonePage.Status)] = status,
            [nameof(LonePage.Text)] = text,
        });
    }
}
