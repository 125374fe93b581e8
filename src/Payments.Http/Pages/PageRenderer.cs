using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Http.Common;

namespace Payments.Http.Pages;

/// <summary>
/// Renders a Razor component to HTML on the server and sends it as a page. There is no circuit and no script of the framework's.
/// </summary>
internal static class PageRenderer
{
    /// <summary>Sends a page.</summary>
    /// <typeparam name="TPage">The component, whose root is <see cref="Document"/>.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="parameters">The component's parameters by name.</param>
    /// <param name="formsTo">Another origin to which a form of it goes; null for none.</param>
    public static async Task WriteAsync<TPage>(HttpContext context, int status,
        Dictionary<string, object?> parameters, string? formsTo = null) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        await HtmlPage.WriteAsync(context, status, html, formsTo);
    }
}
