using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Http.Common;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Access;

/// <summary>The language of the console: what <c>?lang=</c> chose last in this browser, else the browser's own.</summary>
internal sealed class ConsoleLanguage(IOptions<PaymentsHttpOptions> options)
{
    private const string Cookie = "payments-lang";
    private static readonly TimeSpan Age = TimeSpan.FromDays(365);

    /// <summary>The texts for a request; a choice is remembered.</summary>
    public ConsoleTexts Of(HttpContext context)
    {
        var asked = context.Request.Query["lang"].ToString();
        if (Named(asked) is { } chosen)
        {
            context.Response.Cookies.Append(Cookie, chosen.Code, ConsoleCookies.Settings(context, options.Value, Age));
            return chosen;
        }
        return Named(context.Request.Cookies[Cookie])
            ?? (HtmlPage.IsChinese(context.Request) ? ConsoleTexts.Chinese : ConsoleTexts.English);
    }

    private static ConsoleTexts? Named(string? code) => code switch
    {
        "zh" => ConsoleTexts.Chinese,
        "en" => ConsoleTexts.English,
        _ => null,
    };
}
