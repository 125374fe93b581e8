using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.People;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Http.Common;
using Payments.Http.Console.Shell;
using Payments.Http.Console.Texts;
using Payments.Http.Pages;

namespace Payments.Http.Console.Access;

/// <summary>One request to the console, admitted by <see cref="ConsoleRoutes"/>.</summary>
internal sealed class ConsoleCall(HttpContext http, ConsoleServices services, ConsoleTexts texts)
{
    /// <summary>The name of a page's parameter that holds the <see cref="ConsoleView"/>.</summary>
    public const string ViewParameter = "View";

    /// <summary>The query's parameter that names a <see cref="ConsoleNotice"/>.</summary>
    public const string NoticeParameter = "notice";

    /// <summary>The request.</summary>
    public HttpContext Http => http;

    /// <summary>The texts in the reader's language.</summary>
    public ConsoleTexts Texts => texts;

    /// <summary>Where grains are called.</summary>
    public IGrainFactory Grains => services.Grains;

    /// <summary>Who is signed in; null on open routes where nobody is.</summary>
    public SignedIn? SignedIn { get; init; }

    /// <summary>Who is signed in.</summary>
    public SignedIn Me => SignedIn ?? throw new InvalidOperationException("This route asks for nobody to be signed in.");

    /// <summary>The shop of the path, with what the person is in it; null outside of shops.</summary>
    public ConsoleShop? InShop { get; init; }

    /// <summary>The shop of the path.</summary>
    public Merchant Shop => (InShop ?? throw new InvalidOperationException("This route is of no shop.")).Access.Merchant;

    /// <summary>The form; set where the method is POST.</summary>
    public ConsoleForm Form { get; init => field = value; } = null!;

    /// <summary>The person's grain.</summary>
    public IPersonGrain Person => Grains.Find<IPersonGrain>(Me.Person.Id.GrainKey);

    /// <summary>The shop's grain.</summary>
    public IMerchantGrain Merchant => Grains.Find<IMerchantGrain>(Shop.Id.GrainKey);

    /// <summary>Says for the audit log that what follows is done by a person who proved to be one within this request.</summary>
    public void ActAs(string email) => services.ActAs(http, email);

    /// <summary>A part of the path.</summary>
    public string Route(string name) => (string?)http.Request.RouteValues[name] ?? "";

    /// <summary>A parameter of the query, or null.</summary>
    public string? Query(string name) => http.Request.Query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    /// <summary>A path below the shop's.</summary>
    public string PathOf(string rest) => ConsolePaths.Of(Shop, rest);

    /// <summary>The shop's order of the path.</summary>
    /// <exception cref="InputException">There is none: 404.</exception>
    public async Task<Order> OrderAsync() => await services.Orders.FindAsync(Shop.Id, Route("order"))
        ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound);

    /// <summary>A page.</summary>
    /// <typeparam name="TPage">The component, with a parameter <c>View</c>.</typeparam>
    /// <param name="parameters">Its other parameters.</param>
    /// <param name="status">The HTTP status.</param>
    public IResult Page<TPage>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        parameters[ViewParameter] = View();
        return new PageResult<TPage>(parameters, status);
    }

    /// <summary>A page that says why not.</summary>
    public IResult Refuse(int status, string title, string text) =>
        Page<RefusalPage>(new() { [nameof(RefusalPage.Title)] = title, [nameof(RefusalPage.Text)] = text }, status);

    /// <summary>Leads to another page of the console by GET.</summary>
    /// <param name="path">The path.</param>
    /// <param name="notice">What happened, for that page to say.</param>
    public static IResult Go(string path, ConsoleNotice? notice = null)
    {
        var to = notice is { } said ? $"{path}{(path.Contains('?') ? '&' : '?')}{NoticeParameter}={said}" : path;
        return new SeeOther(to);
    }

    private ConsoleView View() => new()
    {
        Texts = texts,
        SignedIn = SignedIn,
        Shop = InShop,
        Path = http.Request.Path.Value ?? ConsolePaths.Root,
        Query = http.Request.QueryString.Value ?? "",
        Notice = Enum.TryParse<ConsoleNotice>(Query(NoticeParameter), out var notice) && Enum.IsDefined(notice) ? notice : null,
        Token = services.Antiforgery.GetAndStoreTokens(http).RequestToken!,
        Root = services.Address.Root,
        Now = services.Time.GetUtcNow(),
    };

    private sealed class PageResult<TPage>(Dictionary<string, object?> parameters, int status) : IResult where TPage : IComponent
    {
        public Task ExecuteAsync(HttpContext httpContext) => PageRenderer.WriteAsync<TPage>(httpContext, status, parameters);
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}

/// <summary>A shop, and what somebody is in it.</summary>
/// <param name="Access">The shop's merchant.</param>
/// <param name="Role">The role; null for an operator of the installation, who looks.</param>
public sealed record ConsoleShop(MerchantAccess Access, ShopRole? Role)
{
    /// <summary>Whether the role may do something.</summary>
    public bool May(ShopAction action) => RoleRules.May(Role, action);
}
