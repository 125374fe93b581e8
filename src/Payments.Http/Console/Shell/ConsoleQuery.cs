using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payments.Http.Console.Access;

namespace Payments.Http.Console.Shell;

/// <summary>Addresses that are this page's with another query.</summary>
internal static class ConsoleQuery
{
    /// <summary>What a parameter of this page's address says; empty where it is not there.</summary>
    public static string Value(ConsoleView view, string name) =>
        QueryHelpers.ParseQuery(view.Query).TryGetValue(name, out var values) ? values.ToString() : "";

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
