// A mail server of other people (smtp-server, mailparser) that the tests send to. Each line of JSON on the input is answered with one.
import net from 'node:net';
import { createInterface } from 'node:readline';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

let mode = 'ok';
const messages = [];
const open = new Set();

const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });

function start({ tls, key, cert, user, password }) {
  const server = new SMTPServer({
    secure: tls === 'tls',
    key,
    cert,
    authOptional: !user,
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(user ? [] : ['AUTH'])],
    logger: false,
    closeTimeout: 100,
    onConnect(session, done) {
      // Silent: the greeting never comes.
      if (mode !== 'silent') done();
    },
    onAuth(auth, session, done) {
      if (auth.username === user && auth.password === password) done(null, { user });
      else done(refuse(535, 'who are you'));
    },
    onRcptTo(address, session, done) {
      if (mode === 'greylist') done(refuse(451, 'greylisted, come back later'));
      else if (mode === 'unknown') done(refuse(550, 'no such mailbox'));
      else done();
    },
    onData(stream, session, done) {
      simpleParser(stream).then(mail => {
        if (mode === 'full') return done(refuse(552, 'mailbox full'));
        messages.push({
          from: mail.from?.text,
          to: mail.to?.text,
          subject: mail.subject,
          text: mail.text,
          id: mail.messageId,
          headers: mail.headerLines.map(line => line.line),
          secure: session.secure,
          user: session.user ?? null,
        });
        // Took it, and nobody hears so.
        if (mode === 'hang-up') for (const socket of open) socket.destroy();
        else done();
      }, done);
    },
  });
  server.server.on('connection', socket => open.add(socket));
  server.on('error', () => {});
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server.server.address().port)));
}

function garbage() {
  const server = net.createServer(socket => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

const operations = {
  start: async request => ({ port: await start(request) }),
  garbage: async () => ({ port: await garbage() }),
  mode: async request => {
    mode = request.mode;
    return {};
  },
  // And forgets them.
  messages: async () => ({ messages: messages.splice(0) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(await operations[request.op](request)));
}
process.exit(0);
