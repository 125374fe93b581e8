using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Payments.Testing.Databases;

namespace Payments.Testing;

/// <summary>A shop's callback address on a free port: writes down what it hears and answers as the test says.</summary>
public sealed class ShopReceiver : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Channel<Heard> heard = Channel.CreateUnbounded<Heard>();
    private readonly Task loop;

    /// <summary>Starts listening.</summary>
    /// <param name="answer">Status and body for a request; null answers 200 <c>success</c>.</param>
    public ShopReceiver(Func<Heard, (int Status, string Body)>? answer = null)
    {
        (listener, Url) = Listen();
        loop = Task.Run(() => ListenAsync(answer ?? (_ => (200, "success"))));
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Everything heard so far.</summary>
    public ConcurrentQueue<Heard> All { get; } = new();

    /// <summary>The next request, awaited for thirty seconds at most.</summary>
    public async Task<Heard> NextAsync() => await heard.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await loop;
        listener.Close();
    }

    /// <summary>Somebody else may take a free port between its choice and its use; then another one is chosen.</summary>
    private static (HttpListener Listener, string Url) Listen()
    {
        for (var tries = 1; ; tries++)
        {
            var (listener, url) = (new HttpListener(), $"http://127.0.0.1:{PostgresServer.FreePort()}/");
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (tries < 10)
            {
                listener.Close();
            }
        }
    }

    private async Task ListenAsync(Func<Heard, (int Status, string Body)> answer)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(context.Request.InputStream);
            var request = new Heard(context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync(), context.Request.ContentType)
            {
                Headers = context.Request.Headers.AllKeys.OfType<string>()
                    .ToDictionary(name => name, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase),
            };
            var (status, body) = answer(request);
            // Before the answer: whoever got it finds the request here.
            All.Enqueue(request);
            context.Response.StatusCode = status;
            try
            {
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // The caller went away; what was said still counts as heard.
            }
            heard.Writer.TryWrite(request);
        }
    }

    /// <summary>A request as it came.</summary>
    /// <param name="Method">GET or POST.</param>
    /// <param name="Target">Path and query.</param>
    /// <param name="Body">The body's text.</param>
    /// <param name="ContentType">The body's type.</param>
    public sealed record Heard(string Method, string Target, string Body, string? ContentType)
    {
        /// <summary>The request's headers, whatever the case of their names.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>The body, or the query where there is no body.</summary>
        public string Content => Body.Length > 0 ? Body : Target.Contains('?') ? Target[(Target.IndexOf('?') + 1)..] : "";

        /// <summary>The parameters in it.</summary>
        public IReadOnlyDictionary<string, string> Parameters => Content.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair.Length > 1 ? pair[1] : ""));
    }
}
