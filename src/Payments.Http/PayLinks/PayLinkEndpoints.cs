using Microsoft.AspNetCore.Http;
using Payments.Domain.Merchants;
using Payments.Domain.PayLinks;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.PayLinks;

/// <summary>A merchant's payment links.</summary>
internal sealed class PayLinkEndpoints(PayLinkBook book, IdempotentCalls idempotency, TimeProvider time) : IApiEndpoints
{
    private const string Path = "/payment-links";
    private const int UsualLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", Path, KeyScopes.Create, CreateAsync);
        routes.MapOwn("GET", Path, KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", Path + "/{link}", KeyScopes.Read, GetAsync);
        routes.MapOwn("PUT", Path + "/{link}", KeyScopes.Create, ChangeAsync);
    }

    private async Task<IResult> CreateAsync(ApiCall call)
    {
        var (key, seed) = (IdempotencyKey.Of(call.Request), book.Seed());
        var body = await call.BodyAsync(PayLinkRequest.Fields);
        return await idempotency.AnswerAsync(call, body, key, async _ =>
        {
            var isActive = !body.Has("active") || body.Flag("active");
            var link = await book.MakeAsync(call.Access.Merchant, key ?? seed, name => FieldOf(body, name), isActive);
            return (ViewOf(call, link), StatusCodes.Status201Created);
        }, ApiJson.Relaxed.EnvelopePayLinkView);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), UsualLimit, MostLimit);
        var page = await book.PageAsync(call.Access.Merchant.Id, ApiRules.After(call.Query("after")), limit);
        var view = new PayLinksView([.. page.Items.Select(link => ViewOf(call, link))], page.Next?.ToString());
        return call.Answer(view, ApiJson.Relaxed.EnvelopePayLinksView);
    }

    private async Task<IResult> GetAsync(ApiCall call) => Show(call, await OwnAsync(call));

    /// <summary>A field that is left out stays as it is; an empty text takes it away.</summary>
    private async Task<IResult> ChangeAsync(ApiCall call)
    {
        var body = await call.BodyAsync(PayLinkRequest.TermFields);
        var link = await OwnAsync(call);
        string? Field(string name) => body.Has(name) ? FieldOf(body, name) : PresentOf(link, name);
        return Show(call, await book.ChangeAsync(link, Field, body.Has("active") ? body.Flag("active") : !link.IsOff));
    }

    private Task<PayLink> OwnAsync(ApiCall call) => book.RequireAsync(call.Access.Merchant.Id, call.Route("link"));

    private IResult Show(ApiCall call, PayLink link) => call.Answer(ViewOf(call, link), ApiJson.Relaxed.EnvelopePayLinkView);

    private PayLinkView ViewOf(ApiCall call, PayLink link) =>
        PayLinkView.Of(link, book.UrlOf(call.Access.Merchant, link), time.GetUtcNow());

    private static string? FieldOf(JsonFields body, string name) =>
        name is "amount" or "max_payments" ? body.Number(name) : body.Text(name);

    private static string? PresentOf(PayLink link, string name) => name switch
    {
        "title" => link.Title,
        "description" => link.Description,
        "return_url" => link.ReturnUrl,
        "expires_at" => ApiTime.Format(link.ExpiresAt),
        _ => throw new InvalidOperationException($"{name} is no field that may be changed."),
    };
}
