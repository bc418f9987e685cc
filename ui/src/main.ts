import { mount } from 'svelte';
import App from './App.svelte';
import { Desk } from './frame/desk.svelte';
import { connect } from './ipc';
import './look/base.css';
import { preferences } from './look/preferences.svelte';

preferences.start();
const target = document.getElementById('app');
if (target) mount(App, { target, props: { desk: new Desk(connect()) } });
