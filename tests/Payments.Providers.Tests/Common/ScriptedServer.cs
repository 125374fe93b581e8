using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.Providers.Tests.Common;

/// <summary>A server that answers as a test says and counts what it hears.</summary>
internal sealed class ScriptedServer : LocalServer
{
    private ScriptedServer() { }

    public ConcurrentQueue<(string Method, string Path, string Body)> Heard { get; } = new();

    public static async Task<ScriptedServer> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var server = new ScriptedServer();
        var count = 0;
        await server.ListenAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            server.Heard.Enqueue((context.Request.Method, context.Request.Path, await reader.ReadToEndAsync()));
            await answer(Interlocked.Increment(ref count), context);
        }));
        return server;
    }
}
