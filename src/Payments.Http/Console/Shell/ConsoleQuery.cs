using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payments.Http.Console.Access;

namespace Payments.Http.Console.Shell;

/// <summary>Addresses that are this page's with another query.</summary>
internal static class ConsoleQuery
{
    /// <summary>This page with a parameter replaced, or left out where the value is null; a notice is not repeated.</summary>
    public static string With(ConsoleView view, string name, string? value)
    {
        var kept = QueryHelpers.ParseQuery(view.Query)
            .Where(pair => pair.Key != name && pair.Key != ConsoleCall.NoticeParameter && pair.Key != "lang")
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        var query = value is null ? kept : kept.Append(KeyValuePair.Create(name, value));
        return view.Path + QueryString.Create(query!);
    }
}
