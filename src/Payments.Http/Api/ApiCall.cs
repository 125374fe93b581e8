using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Users;
using Payments.Http.Common;
using Payments.Http.Users;

namespace Payments.Http.Api;

/// <summary>One request to the set-up API.</summary>
/// <param name="http">The request.</param>
/// <param name="services">What every call needs.</param>
/// <param name="authenticate">Finds the caller, null where the route needs none, and throws where the caller may not call.</param>
internal sealed class ApiCall(HttpContext http, ApiServices services, Func<HttpContext, Task<ApiCaller?>> authenticate)
{
    /// <summary>Who called, by whatever means; null where a route needs none, or where an operator calls.</summary>
    public ApiCaller? Found { get; private set; }

    /// <summary>Who called; set where a route needs an API key.</summary>
    public KeyHolder? Caller => Found as KeyHolder;

    /// <summary>The end user who called.</summary>
    public UserId User => Found is EndUser user ? user.User : throw new InvalidOperationException("This route asks for no user's token.");

    /// <summary>The request.</summary>
    public HttpRequest Request => http.Request;

    /// <summary>The connection and everything else of the request.</summary>
    public HttpContext Http => http;

    /// <summary>Where grains are called.</summary>
    public IGrainFactory Grains => services.Grains;

    /// <summary>The caller's merchant.</summary>
    public MerchantAccess Access => Found?.Access ?? throw new InvalidOperationException("This route asks for no caller.");

    /// <summary>The caller's grain.</summary>
    public IMerchantGrain Merchant => Grains.Find<IMerchantGrain>(Access.Merchant.Id.GrainKey);

    /// <summary>A part of the path.</summary>
    public string Route(string name) => (string?)http.Request.RouteValues[name] ?? "";

    /// <summary>A parameter of the query, or null.</summary>
    public string? Query(string name) => http.Request.Query[name].FirstOrDefault();

    /// <summary>Whether the request has a body at all.</summary>
    public bool HasBody => http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    /// <summary>The hash of the API key that the caller used; null where an operator calls.</summary>
    public string? KeyHash => Caller?.Hash;

    /// <summary>Finds who calls.</summary>
    /// <exception cref="InputException">The caller may not.</exception>
    public async Task AuthenticateAsync() => Found = await authenticate(http);

    /// <summary>The body's fields. The caller decides how long a body takes, so it is authenticated again when the body is there.</summary>
    /// <exception cref="InputException">The body is refused, or the caller may not call any more.</exception>
    public async Task<JsonFields> BodyAsync(params string[] known)
    {
        var body = await JsonFields.ReadAsync(http.Request, known);
        await AuthenticateAsync();
        return body;
    }

    /// <summary>The same of a body of which some fields are objects.</summary>
    /// <exception cref="InputException">The body is refused, or the caller may not call any more.</exception>
    public async Task<JsonFields> NestedBodyAsync(string[] nested, params string[] known)
    {
        var body = await JsonFields.ReadNestedAsync(http.Request, nested, known);
        await AuthenticateAsync();
        return body;
    }

    /// <summary>An answer.</summary>
    public IResult Answer<T>(T data, JsonTypeInfo<Envelope<T>> type, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(Envelop(data), type, statusCode: status);

    /// <summary>What an answer carries, in the envelope.</summary>
    public Envelope<T> Envelop<T>(T data) => new(true, data, null, Now);

    /// <summary>An error; one that ends by itself says when, as far as that is known.</summary>
    public IResult Refuse(int status, string error, TimeSpan? retryAfter = null)
    {
        RetryHeader.Set(http.Response, status, retryAfter);
        return services.Form.Refuse(status, error, services.Time.GetUtcNow());
    }

    /// <summary>One of the caller's own orders, by the gateway's id or by the merchant's number; null where there is none.</summary>
    public Task<Order?> OwnOrderAsync(string text) => services.Orders.FindAsync(Access.Merchant.Id, text);

    /// <summary>The id that an order of the caller's with this number has.</summary>
    public OrderId OrderIdOf(string number) => services.Ids.For(Access.Merchant.Id, number);

    /// <summary>One of the caller's own orders; null where there is none.</summary>
    public Task<Order?> OwnOrderAsync(OrderId id) => services.Orders.FindAsync(Access.Merchant.Id, id);

    /// <summary>The payment of the caller's own that the path names as <c>id</c>.</summary>
    /// <exception cref="InputException">404 <c>payment_id</c>: there is none.</exception>
    public async Task<Order> OwnPaymentAsync() => await OwnOrderAsync(Route("id")) ??
        throw new InputException("payment_id", "no such payment", StatusCodes.Status404NotFound);

    /// <summary>An order's token for the headless cashier.</summary>
    public string CashierTokenOf(OrderId id) => services.Ids.CashierTokenOf(id);

    private string Now => ApiTime.Format(services.Time.GetUtcNow());
}
